//! Serving the built page on this machine.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::page;

/// The port, unless another one is asked for.
const PORT: u16 = 8080;

/// The port to serve on: the argument, else the environment's `PORT`, else 8080.
///
/// # Errors
///
/// Where what is given is no port.
pub(crate) fn port(argument: Option<&str>) -> Result<u16> {
    let environment = std::env::var("PORT").ok();
    parse_port(argument.or(environment.as_deref()))
}

fn parse_port(text: Option<&str>) -> Result<u16> {
    let Some(text) = text else { return Ok(PORT) };
    text.parse().map_err(|_| {
        anyhow!("端口 {text} 无效：请用 0 至 65535 的整数，如 PORT=8081 npm start。 Not a port.")
    })
}

/// Takes the port on this machine's loopback address.
///
/// # Errors
///
/// Where it is taken already, or may not be taken.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "端口 {port} 已被占用，请换一个：PORT={} npm start。 The port is in use: choose another.",
            if port == u16::MAX { PORT } else { port + 1 }
        ),
        ErrorKind::PermissionDenied => anyhow!(
            "无权使用端口 {port}，请用 1024 以上的端口：PORT=8081 npm start。 Not permitted: choose one above 1024."
        ),
        _ => anyhow!(error).context(format!(
            "无法使用端口 {port}，请换一个：PORT=8081 npm start。 Choose another port."
        )),
    })
}

/// Serves the page until the program is ended.
///
/// # Errors
///
/// Where the page has not been built, or the listener cannot be used.
pub(crate) fn serve(listener: &TcpListener, site: &Path) -> Result<()> {
    let site = fs::canonicalize(site).with_context(|| {
        format!(
            "{} 不存在，请先 npm run build。 Build first.",
            site.display()
        )
    })?;
    let address = listener.local_addr().context("端口不可用")?;
    let listener = listener.try_clone().context("端口不可用")?;
    let server = Server::from_listener(listener, None)
        .map_err(|error| anyhow!("无法提供页面：{error}。 Cannot serve."))?;
    println!("\n页面 page: http://{address}\n（Ctrl+C 结束 to end）");
    loop {
        match server.recv() {
            Ok(request) => answer(request, &site),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                bail!("服务中断：{error}。 Serving was interrupted: run npm start again.")
            }
        }
    }
}

/// Answers one request; a reader who left before the end is no error.
fn answer(request: Request, site: &Path) {
    let found = match request.method() {
        Method::Get | Method::Head => file(site, request.url()),
        _ => {
            let refusal = text("只支持 GET 与 HEAD。 GET and HEAD only.\n", 405);
            let _ = request.respond(refusal.with_header(header("Allow", "GET, HEAD")));
            return;
        }
    };
    let opened = found.and_then(|path| Some((File::open(&path).ok()?, mime(&path))));
    let _ = match opened {
        Some((file, mime)) => request.respond(with_common(Response::from_file(file), mime)),
        None => request.respond(text("没有这个文件。 Not found.\n", 404)),
    };
}

fn text(message: &str, status: u16) -> Response<std::io::Cursor<Vec<u8>>> {
    let response = Response::from_string(message).with_status_code(StatusCode(status));
    with_common(response, "text/plain; charset=utf-8")
}

/// The headers of every answer.
fn with_common<R: std::io::Read>(response: Response<R>, mime: &str) -> Response<R> {
    [
        ("Content-Type", mime),
        ("Content-Security-Policy", page::POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-cache"),
    ]
    .into_iter()
    .fold(response, |response, (name, value)| {
        response.with_header(header(name, value))
    })
}

fn header(name: &str, value: &str) -> Header {
    match Header::from_bytes(name, value) {
        Ok(header) => header,
        Err(()) => unreachable!("headers are written above, in ASCII"),
    }
}

/// The file that a URL asks for, where it stands inside the page's directory.
fn file(site: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut found = site.to_path_buf();
    for segment in decode(path.strip_prefix('/')?)?.split('/') {
        match segment {
            "" => {}
            it if it.starts_with('.') || it.contains(['\\', '\0', ':']) => return None,
            it => found.push(it),
        }
    }
    if found.is_dir() {
        found.push("index.html");
    }
    let found = fs::canonicalize(found).ok()?;
    (found.starts_with(site) && found.is_file()).then_some(found)
}

/// Undoes percent-encoding, once.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by the end of its name.
fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_inside_the_site_are_found() {
        let root = std::env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        let site = root.join("site");
        fs::create_dir_all(site.join("in")).unwrap();
        for name in [
            "site/index.html",
            "site/a b.css",
            "site/in/x.js",
            "secret",
            "site/.hidden",
        ] {
            fs::write(root.join(name), "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("secret"), site.join("link")).unwrap();
        let site = fs::canonicalize(site).unwrap();
        for (url, expected) in [
            ("/", "index.html"),
            ("/?x=1", "index.html"),
            ("/a%20b.css", "a b.css"),
            ("/in//x.js#y", "in/x.js"),
        ] {
            assert_eq!(file(&site, url), Some(site.join(expected)), "{url}");
        }
        for url in [
            "/../secret",
            "/%2e%2e/secret",
            "/%2E%2E%2fsecret",
            "/in/..%2f..%2fsecret",
            "/..%5csecret",
            "/%252e%252e/secret",
            "/in/x.js%00",
            "/%",
            "/%+f",
            "/%zz",
            "/%ff",
            "/.hidden",
            "/link",
            "/in",
            "/missing",
            "//etc/passwd",
            "",
            "index.html",
            "http://example.org/",
        ] {
            assert_eq!(file(&site, url), None, "{url}");
        }
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn media_types_follow_the_name() {
        assert_eq!(mime(Path::new("a/index.html")), "text/html; charset=utf-8");
        assert_eq!(mime(Path::new("x.mjs")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("x.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn a_port_is_a_number() {
        assert_eq!(parse_port(None).unwrap(), PORT);
        assert_eq!(parse_port(Some("81")).unwrap(), 81);
        for wrong in ["", "x", "70000", "-1"] {
            let error = parse_port(Some(wrong)).unwrap_err();
            assert!(error.to_string().contains("npm start"));
        }
    }

    #[test]
    fn a_port_in_use_is_reported_with_another_one() {
        let taken = listen(0).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = listen(port).unwrap_err().to_string();
        assert!(error.contains(&format!("PORT={}", port + 1)), "{error}");
    }
}
