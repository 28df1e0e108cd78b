//! A report to print: one HTML file that needs nothing else. Its words come from whoever asks for it.

use std::io::Write;

use activity_log_core::Entry;

use super::{Encoder, ExportError, xml};

/// Most entries of a report. Nobody reads more on paper, and browsers become slow.
pub const ENTRIES_MAX: u64 = 10_000;
/// The whole style, so that a policy can name its hash.
pub const STYLE: &str = include_str!("report.css");

/// What stands around the rows.
pub struct Words {
    /// Language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Title.
    pub title: String,
    /// What the report is about: names with values.
    pub facts: Vec<(String, String)>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Said at the end of a report that is whole.
    pub end: String,
    /// Said at the end of one that has only the first [`ENTRIES_MAX`] entries.
    pub cut: String,
}

/// Makes the cells of a row, from an entry and its sentence.
pub type Cells = Box<dyn Fn(&Entry, &str) -> Vec<String> + Send>;

/// See the module.
pub struct Report {
    words: Words,
    cells: Cells,
    is_cut: bool,
}

impl Report {
    /// With these words; `cells` makes the rows.
    pub fn new(words: Words, cells: Cells) -> Report {
        Report { words, cells, is_cut: false }
    }
}

impl Encoder for Report {
    fn begin(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        let Words { lang, dir, title, facts, columns, .. } = &self.words;
        let title = xml::text(title);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
             <body>\n<h1>{title}</h1>\n<dl>\n",
            xml::text(lang)
        );
        for (name, value) in facts {
            html.push_str(&format!("<dt>{}</dt><dd><bdi>{}</bdi></dd>\n", xml::text(name), xml::text(value)));
        }
        html.push_str("</dl>\n<table>\n<thead><tr>");
        for column in columns {
            html.push_str(&format!("<th scope=\"col\">{}</th>", xml::text(column)));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        Ok(to.write_all(html.as_bytes())?)
    }

    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError> {
        let mut html = String::from("<tr>");
        for cell in (self.cells)(entry, text) {
            html.push_str("<td><bdi>");
            xml::add(&mut html, &cell);
            html.push_str("</bdi></td>");
        }
        html.push_str("</tr>\n");
        Ok(to.write_all(html.as_bytes())?)
    }

    fn end(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        let said = if self.is_cut { &self.words.cut } else { &self.words.end };
        Ok(write!(to, "</tbody>\n</table>\n<p><strong>{}</strong></p>\n</body>\n</html>\n", xml::text(said))?)
    }

    fn entries_max(&self) -> Option<u64> {
        Some(ENTRIES_MAX)
    }

    fn cut(&mut self) {
        self.is_cut = true;
    }
}
