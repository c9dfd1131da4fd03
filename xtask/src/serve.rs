//! Serving the built page on this machine. The serving itself is esbuild's.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace::Workspace;

/// The port, unless another one is asked for.
const PORT: u16 = 8080;

/// The port to serve on: the argument, else the environment's `PORT`, else 8080.
///
/// # Errors
///
/// Where what is given is no port, and where the port is taken already or may not be taken.
pub(crate) fn port(argument: Option<&str>) -> Result<u16> {
    let environment = std::env::var("PORT").ok();
    let port = parse_port(argument.or(environment.as_deref()))?;
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "端口 {port} 已被占用，请换一个：PORT={} npm start。 The port is in use: choose another.",
            if port == u16::MAX { PORT } else { port + 1 }
        ),
        _ => anyhow!(error).context(format!(
            "无法使用端口 {port}，请换一个 1024 以上的：PORT=8081 npm start。 Choose another port."
        )),
    })?;
    Ok(port)
}

fn parse_port(text: Option<&str>) -> Result<u16> {
    let Some(text) = text else { return Ok(PORT) };
    let port: Option<u16> = text.parse().ok().filter(|port| *port > 0);
    port.with_context(|| {
        format!("端口 {text} 无效：请用 1 至 65535 的整数，如 PORT=8081 npm start。 Not a port.")
    })
}

/// What to do when serving ends.
const ADVICE: &str = "服务中断，请再运行 npm start。 Serving was interrupted: run npm start again.";

/// Serves the page until the program is ended.
///
/// # Errors
///
/// Where serving ends by itself.
pub(crate) fn serve(workspace: &Workspace, port: u16) -> Result<()> {
    println!("\n页面 page: http://127.0.0.1:{port}\n（Ctrl+C 结束 to end）");
    let mut command = Command::new(workspace.npm_program("esbuild"));
    command
        .arg(format!("--serve=127.0.0.1:{port}"))
        .arg(format!("--servedir={}", workspace.site().display()))
        .arg("--log-level=warning")
        .current_dir(workspace.root())
        // It stops when its input ends: held open here, that is when this program ends, whatever our own input is.
        .stdin(Stdio::piped());
    let mut server = command.spawn().context(ADVICE)?;
    let input = server.stdin.take();
    let status = server.wait().context(ADVICE)?;
    drop(input);
    bail!("{ADVICE}（{status}）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_number_that_fits() {
        assert_eq!(parse_port(None).unwrap(), PORT);
        assert_eq!(parse_port(Some("81")).unwrap(), 81);
        assert!(parse_port(Some("0")).is_err());
        assert!(parse_port(Some("65536")).is_err());
        assert!(parse_port(Some("http")).is_err());
    }

    #[test]
    fn a_port_in_use_is_refused_with_another_to_try() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let number = taken.local_addr().unwrap().port().to_string();
        let error = port(Some(&number)).unwrap_err();
        assert!(error.to_string().contains("已被占用"));
    }
}
