use std::io::Read;

use super::super::samples;
use super::*;

/// A file of the archive, found by its directory as every reader does.
fn file(archive: &[u8], name: &str) -> String {
    let number = |at: usize, bytes: usize| {
        let mut le = [0; 8];
        le[..bytes].copy_from_slice(&archive[at..at + bytes]);
        usize::try_from(u64::from_le_bytes(le)).unwrap()
    };
    let end = archive.len() - 22;
    assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
    let mut at = number(end + 16, 4);
    for _ in 0..number(end + 10, 2) {
        assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
        let (crc, packed, bytes) = (number(at + 16, 4), number(at + 20, 4), number(at + 24, 4));
        let (length, extra, local) = (number(at + 28, 2), number(at + 30, 2), number(at + 42, 4));
        if &archive[at + 46..at + 46 + length] == name.as_bytes() {
            let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
            let mut text = String::new();
            flate2::read::DeflateDecoder::new(&archive[start..start + packed])
                .read_to_string(&mut text)
                .unwrap();
            let mut sum = flate2::Crc::new();
            sum.update(text.as_bytes());
            assert_eq!((text.len(), sum.sum() as usize), (bytes, crc), "{name}");
            assert_eq!(&archive[start + packed..start + packed + 4], b"PK\x07\x08");
            return text;
        }
        at += 46 + length + extra;
    }
    panic!("no {name}");
}

fn workbook(names: &[&str], rows_max: u32) -> Vec<u8> {
    let mut workbook = Workbook { rows_max, ..Workbook::new(TimeZone::UTC) };
    let mut bytes = Vec::new();
    workbook.begin(&mut bytes).unwrap();
    for (index, name) in names.iter().enumerate() {
        workbook.entry(&mut bytes, &samples::entry(index as u64 + 1, name), name).unwrap();
    }
    workbook.end(&mut bytes).unwrap();
    bytes
}

#[test]
fn hostile_text_is_text() {
    let long = "=1+1 ".repeat(2_000);
    let names = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "a\0\u{b}\u{202e}\u{ffff}",
        "x\r\ny\tz",
        &long,
        "_x0041_",
    ];
    let sheet = file(&workbook(&names, SHEET_ROWS_MAX), "xl/worksheets/sheet1.xml");
    assert!(
        !sheet.contains("<f>")
            && !sheet.contains("<script")
            && !sheet.chars().any(|c| c < ' ' && !"\n\t".contains(c))
    );
    assert_eq!(sheet.matches(" t=\"inlineStr\">").count(), sheet.matches("<c ").count(), "text cells only");
    assert_eq!(sheet.matches("<row ").count(), names.len() + 1);
    for said in [
        "=cmd|&#39; /C calc&#39;!A0",
        "a\u{fffd}\u{fffd}\u{202e}\u{fffd}",
        "x&#13;\ny\tz",
        "_x005F_x0041_",
        long.trim(),
    ] {
        assert!(sheet.contains(said), "{said}");
    }
}

#[test]
fn a_full_sheet_is_followed_by_another() {
    let bytes = workbook(&["a", "b", "c", "d", "e"], 3);
    for (sheet, rows) in [(1, 3), (2, 3), (3, 2)] {
        let text = file(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert_eq!(text.matches("<row ").count(), rows, "{sheet}: the head line stands on each");
        assert!(text.contains(">seq<") && text.ends_with("</sheetData></worksheet>"));
    }
    assert_eq!(file(&bytes, "xl/workbook.xml").matches("<sheet ").count(), 3);
    assert_eq!(file(&bytes, "[Content_Types].xml").matches("/xl/worksheets/").count(), 3);
    assert_eq!(file(&bytes, "xl/_rels/workbook.xml.rels").matches("<Relationship ").count(), 3);
    assert!(file(&bytes, "_rels/.rels").contains("Target=\"xl/workbook.xml\""));
}

#[test]
fn cells_end_where_a_reader_ends() {
    assert_eq!(cut(&"ü".repeat(CELL_UNITS_MAX)).chars().count(), CELL_UNITS_MAX);
    for text in ["ü", "💥"] {
        let cut = cut(&text.repeat(CELL_UNITS_MAX + 1)).into_owned();
        assert!(cut.ends_with('…') && cut.encode_utf16().count() <= CELL_UNITS_MAX);
        assert!(cut.encode_utf16().count() > CELL_UNITS_MAX - 2);
    }
    assert_eq!([letters(0), letters(25), letters(26), letters(38)], ["A", "Z", "AA", "AM"]);
    assert_eq!(escaped("_x0041_x0041_ _x41_".into()), "_x005F_x0041_x005F_x0041_ _x41_");
}

/// Writes the same bytes to nowhere: what the archive keeps must not grow with what it wrote.
#[test]
fn nothing_of_what_was_written_is_kept() {
    let mut workbook = Workbook::new(TimeZone::UTC);
    let mut bytes = Vec::new();
    workbook.begin(&mut bytes).unwrap();
    let entry = samples::entry(1, "x");
    let mut most = 0;
    for _ in 0..20_000 {
        workbook.entry(&mut std::io::sink(), &entry, "changed it").unwrap();
        most = most.max(workbook.row.capacity());
    }
    assert!(workbook.archive.file_bytes() > 20_000_000, "{}", workbook.archive.file_bytes());
    assert!(most < 16_384, "{most}");
}
