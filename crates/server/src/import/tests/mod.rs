//! Rows and dumps, made up by the published list of columns.
mod convert;
mod dump;

/// The fuzz corpus replayed.
#[test]
fn the_fuzz_corpus_crashes_nothing() {
    let corpus = |name: &str| -> Vec<Vec<u8>> {
        let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
        let files = std::fs::read_dir(directory).unwrap();
        files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    };
    let (texts, dumps) = (corpus("php"), corpus("dump"));
    assert!(texts.len() >= 5 && dumps.len() >= 5);
    for text in texts {
        let _ = super::php::unserialize(&text);
    }
    for text in dumps {
        let mut dump = super::dump::Dump::new(text.as_slice(), None);
        while dump.next_found().unwrap().is_some() {}
    }
}
