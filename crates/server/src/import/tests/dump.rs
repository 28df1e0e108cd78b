use std::io::Read;

use proptest::prelude::*;

use crate::import::dump::{Dump, is_dump};
use crate::import::{Cell, Found, Row, VALUE_BYTES_MAX};

fn all(text: impl AsRef<[u8]>, prefix: Option<&str>) -> Vec<Found> {
    let mut dump = Dump::new(text.as_ref(), prefix);
    std::iter::from_fn(|| dump.next_found().unwrap()).collect()
}

fn rows(text: impl AsRef<[u8]>) -> Vec<Row> {
    let row = |found| match found {
        Found::Row(row) => *row,
        other => panic!("{other:?}"),
    };
    all(text, None).into_iter().map(row).collect()
}

fn cell(text: &str) -> Cell {
    Cell::Bytes(text.as_bytes().to_vec())
}

#[test]
fn forms_of_rows() {
    let rows = rows(concat!(
        "-- MySQL dump\n/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `m_activity_log`;\n",
        "CREATE TABLE `m_activity_log` (\n  `ip` varchar(45) DEFAULT 'a)b;',\n  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,\n",
        "  `type` varchar(9) COMMENT 'x,y', `ts_created` datetime, extra enum('a','b'), `parameters` text,\n  PRIMARY KEY (`id`),\n  KEY `x` (`type`(3),`ip`)\n);\n",
        "INSERT INTO `other` VALUES (1,'INSERT INTO `m_activity_log` VALUES (1);');\n",
        "INSERT INTO `m_activity_log` VALUES ('1.2.3.4',1,'a','2024-01-01 00:00:00','a',_binary 'a\\0\\'\\\"\\\\\\n\\%\\Zq'),",
        "(NULL , 0x2 , x'6162', '2024' ,NULL, 0x6100FF);\n",
        "insert ignore into m_activity_log (type, `id`, ts_created) values ('it''s', -3.5e2, N'x') , (\"q\"\"\", TRUE, '') on duplicate key update id = 1;\n",
        "/*!50003 CREATE TRIGGER */;\n# end",
    )
    .replace("0x2 ", "2 "));
    let get = |row: usize, column: &str| rows[row].get(column).clone();
    assert_eq!(rows.len(), 4);
    assert_eq!((get(0, "ip"), get(0, "id"), get(0, "type")), (cell("1.2.3.4"), cell("1"), cell("a")));
    assert_eq!(get(0, "parameters"), cell("a\0'\"\\\n\\%\u{1a}q"));
    assert_eq!((get(1, "ip"), get(1, "id"), get(1, "type")), (Cell::Null, cell("2"), cell("ab")));
    assert_eq!(get(1, "parameters"), Cell::Bytes(b"a\0\xff".to_vec()));
    assert_eq!(
        (get(2, "type"), get(2, "id"), get(2, "parameters")),
        (cell("it's"), cell("-3.5e2"), Cell::Null)
    );
    assert_eq!((get(3, "type"), get(3, "id")), (cell("q\""), cell("1")));
}

#[test]
fn without_create_the_published_order_holds() {
    let rows =
        rows("INSERT INTO `activity_log` VALUES (7,'alice','t','a:0:{}','2024-01-01 00:00:00','de','::1')");
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(
        (row.get("id"), row.get("user_login"), row.get("ip")),
        (&cell("7"), &cell("alice"), &cell("::1"))
    );
}

#[test]
fn what_is_wrong_is_told_and_the_rest_goes_on() {
    let text = concat!(
        "INSERT INTO m_activity_log VALUES (1,'a','t','','2024','de','x'),(2,'b'),(3,'a','t','','2024','de',UNHEX('x')),(4,'a','t','','2024','de','x');\n",
        "INSERT INTO m_activity_log SET id = 5;\n",
        "INSERT INTO m_activity_log VALUES (6,'a','t','','2024','de',0x1);\n",
        "INSERT INTO m_activity_log VALUES (7,'a','t','','2024','de','x');\n",
        "INSERT INTO m_activity_log VALUES (8,'a','t",
    );
    let told: Vec<String> = all(text, None)
        .into_iter()
        .map(|found| match found {
            Found::Row(row) => row.get("id").text().unwrap().to_owned(),
            Found::Unreadable { why, kept } => {
                format!("{} {}", why.split(':').next().unwrap(), String::from_utf8(kept).unwrap())
            }
            Found::OtherTable(name) => name,
        })
        .collect();
    assert_eq!(
        told,
        [
            "1",
            "a row has more or fewer values than the table has columns (2,'b')",
            "a value is neither text nor number (3,'a','t','','2024','de',UNHEX('x')),",
            "4",
            "rows are given in another way than by VALUES ",
            "a value has an odd number of hexadecimal digits (6,'a','t','','2024','de',0x1)",
            "7",
            "the dump ends in the middle of it (8,'a','t",
        ]
    );
}

#[test]
fn tables_of_others_are_left_alone() {
    let row = "VALUES (1,'a','t','','2024','de','x');";
    let text = format!(
        "USE a;INSERT INTO m_activity_log {row}USE b;INSERT INTO m_activity_log {row}INSERT INTO a.m_activity_log {row}\
         INSERT INTO x_activity_log (id, what) VALUES (1,2);INSERT INTO n_activity_log {row}INSERT INTO n_activity_log {row}"
    );
    let names: Vec<String> = all(&text, None)
        .into_iter()
        .filter_map(|found| match found {
            Found::OtherTable(name) => Some(name),
            Found::Row(_) => None,
            Found::Unreadable { why, .. } => panic!("{why}"),
        })
        .collect();
    assert_eq!(names, ["b.m_activity_log", "b.n_activity_log"]);
    assert_eq!(all(&text, Some("n_")).len(), 2);
    assert!(all(&text, Some("nobody_")).is_empty());
}

#[test]
fn routines_hold_no_rows() {
    let text = "DELIMITER ;;\nCREATE TRIGGER x BEGIN\nINSERT INTO activity_log VALUES (1,'a','t','','2024','de','x');\nEND ;;\nDELIMITER ;\nINSERT INTO activity_log VALUES (2,'a','t','','2024','de','x');";
    let rows = rows(text);
    assert_eq!((rows.len(), rows[0].get("id")), (1, &cell("2")));
}

#[test]
fn long_values_are_counted_and_not_held() {
    let long = (VALUE_BYTES_MAX + 10) as u64;
    let text =
        b"INSERT INTO activity_log VALUES (1,'a','t','".as_slice().chain(std::io::repeat(b'x').take(long));
    let text = text
        .chain(b"','2024','de',0x".as_slice())
        .chain(std::io::repeat(b'a').take(2 * long))
        .chain(b");".as_slice());
    let mut dump = Dump::new(text, None);
    let Some(Found::Row(row)) = dump.next_found().unwrap() else { panic!() };
    assert_eq!((row.get("parameters"), row.get("ip")), (&Cell::TooLong(long), &Cell::TooLong(long)));
}

/// Gives one byte at a time, so that every word is cut everywhere.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let one = self.0.len().min(1).min(buffer.len());
        self.0.read(&mut buffer[..one])
    }
}

#[test]
fn it_does_not_matter_how_the_bytes_come() {
    let text = "-- x\n/* ' */INSERT INTO `activity_log` /* y */ VALUES -- z\n(1,'a\\'','t''t','','2024','de',0x61),(2,NULL,'','','','','');\n";
    let mut dump = Dump::new(Drops(text.as_bytes()), None);
    let drops: Vec<Found> = std::iter::from_fn(|| dump.next_found().unwrap()).collect();
    assert_eq!(drops, all(text, None));
    assert_eq!(drops.len(), 2);
}

#[test]
fn dumps_are_recognised() {
    for text in [
        "-- MySQL dump 10.13\n",
        "/*M!999999\\- enable the sandbox mode */ \n",
        "\u{feff}\nINSERT INTO x",
        "create table x",
    ] {
        assert!(is_dump(text.as_bytes()), "{text}");
    }
    for text in ["", "{\"id\":1}", "rubbish", "[1]", "--", "\u{1b}[2J"] {
        assert!(!is_dump(text.as_bytes()), "{text}");
    }
}

fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![b'\''];
    for byte in bytes {
        match byte {
            b'\'' | b'\\' | b'"' => out.extend([b'\\', *byte]),
            0 => out.extend(b"\\0"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            0x1a => out.extend(b"\\Z"),
            byte => out.push(*byte),
        }
    }
    out.push(b'\'');
    out
}

proptest! {
    #[test]
    fn every_value_comes_back(values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 7)) {
        let mut text = b"INSERT INTO activity_log VALUES (".to_vec();
        for (index, value) in values.iter().enumerate() {
            text.extend(if index > 0 { b",".as_slice() } else { b"" });
            text.extend(quoted(value));
        }
        text.extend(b");");
        let expected: Vec<Cell> = values.into_iter().map(Cell::Bytes).collect();
        prop_assert_eq!(&rows(&text)[0].0.to_vec(), &expected);
    }

    #[test]
    fn nothing_makes_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "(INSERT INTO activity_log VALUES |[(),;'\"`#/*x0a\\\\ -]|CREATE TABLE |DELIMITER |NULL|\n){0,20}") {
        all(&bytes, None);
        all(&text, None);
    }
}
