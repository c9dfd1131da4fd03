//! The Chinese prose among the module's data, apart from the addresses and numbers around it: the bytes of
//! each are frequent in it alone. `www/load.js` puts it back.

/// Data without its prose, and the prose.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parted {
    /// Everything else, with `mark` in place of each run of prose.
    pub(crate) rest: Vec<u8>,
    /// The runs, each with a zero behind it. A byte of the rest that is itself the mark is such a run too.
    pub(crate) prose: Vec<u8>,
    /// The byte that the rest has least often.
    pub(crate) mark: u8,
}

/// Takes the prose out of data.
pub(crate) fn part(data: &[u8]) -> Parted {
    let mut runs: Vec<&[u8]> = Vec::new();
    let mut after = data;
    while !after.is_empty() {
        let length = prose_length(after).max(1);
        let (run, others) = after.split_at(length);
        runs.push(run);
        after = others;
    }
    let single = |run: &&[u8]| run.len() == 1;
    let mut counts = [0_usize; 256];
    for run in runs.iter().filter(|run| single(run)) {
        counts[usize::from(run[0])] += 1;
    }
    // A zero ends each run, so it cannot be in one.
    let mark = (1..=255).min_by_key(|byte| counts[usize::from(*byte)]);
    let mark = mark.unwrap_or(u8::MAX);
    let mut parted = Parted {
        rest: Vec::new(),
        prose: Vec::new(),
        mark,
    };
    for run in runs {
        if single(&run) && run != [mark] {
            parted.rest.extend(run);
        } else {
            parted.rest.push(mark);
            parted.prose.extend(run);
            parted.prose.push(0);
        }
    }
    parted
}

/// How many bytes the prose here has: characters of three bytes each.
fn prose_length(data: &[u8]) -> usize {
    let prose = data.chunks_exact(3).take_while(|character| {
        let [first, second, third] = character else {
            return false;
        };
        (0xe2..=0xef).contains(first) && [second, third].iter().all(|byte| *byte & 0xc0 == 0x80)
    });
    prose.count() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `www/load.js` does.
    fn whole(parted: &Parted) -> Vec<u8> {
        let mut runs = parted.prose.split(|byte| *byte == 0);
        let mut data = Vec::new();
        for byte in &parted.rest {
            if *byte == parted.mark {
                data.extend(runs.next().unwrap());
            } else {
                data.push(*byte);
            }
        }
        data
    }

    #[test]
    fn prose_goes_apart_and_comes_back() {
        let data = "\u{1}\0泸州，公报\u{2}a医b".as_bytes();
        let parted = part(data);
        assert_eq!(parted.prose, "泸州，公报\0医\0".as_bytes());
        assert_eq!(parted.rest, [1, 0, parted.mark, 2, b'a', parted.mark, b'b']);
        assert_eq!(whole(&parted), data);
        for data in [&b""[..], b"plain", &[0xe4, 0xb8], &[0xff, 0xe4, 0x80, 0x80]] {
            assert_eq!(whole(&part(data)), data);
        }
    }

    #[test]
    fn a_mark_among_the_others_is_a_run_of_its_own() {
        let all: Vec<u8> = (0..=255).chain("医".bytes()).chain(0..=255).collect();
        let parted = part(&all);
        assert_eq!(parted.rest.len(), 513);
        assert_eq!(whole(&parted), all);
    }
}
