//! Numbers as shapes: stacked bars and small lines, as SVG that a template prints. No text in it and no size: labels are HTML beside it,
//! so that they keep their size and can be read aloud. A table with the same numbers always stands with a chart.

/// Height of a chart in its own units; its width is the number of bars.
const HEIGHT: f64 = 100.0;
/// What of its place a bar fills.
const BAR: f64 = 0.82;
/// A number that is not nothing is at least this high, so that it can be seen.
const LEAST: f64 = 1.2;

/// Stacked bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bars {
    /// Width of the view box.
    pub(super) width: usize,
    pub(super) bars: Vec<Bar>,
    /// The highest bar.
    pub(super) top: u64,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bar {
    /// Said when it is pointed at.
    pub(super) title: String,
    /// Where it leads.
    pub(super) href: String,
    /// From below upwards.
    pub(super) parts: Vec<Part>,
    /// The whole place of the bar, for the pointer.
    pub(super) x: String,
}

/// One part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// Which series; also its colour.
    pub(super) series: usize,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
}

impl Bars {
    /// One bar for each column; `columns[n]` has one number per series.
    pub(super) fn new(columns: &[Vec<u64>], label: impl Fn(usize) -> (String, String)) -> Bars {
        let sum = |column: &Vec<u64>| column.iter().sum::<u64>();
        let top = columns.iter().map(sum).max().unwrap_or(0);
        let scale = if top == 0 { 0.0 } else { HEIGHT / top as f64 };
        let bars = columns.iter().enumerate().map(|(at, column)| {
            let (title, href) = label(at);
            let x = at as f64 + (1.0 - BAR) / 2.0;
            let mut floor = HEIGHT;
            let mut parts = Vec::new();
            for (series, number) in column.iter().enumerate().filter(|(_, number)| **number > 0) {
                let height = (*number as f64 * scale).max(LEAST).min(floor);
                floor -= height;
                let [x, y, width, height] = [x, floor, BAR, height].map(|number| format!("{number:.2}"));
                parts.push(Part { series, x, y, width, height });
            }
            Bar { title, href, parts, x: at.to_string() }
        });
        Bars { width: columns.len().max(1), bars: bars.collect(), top }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_the_floor_and_the_highest_reaches_the_top() {
        let bars = Bars::new(&[vec![1, 3], vec![0, 0], vec![2, 0]], |at| (at.to_string(), String::new()));
        assert_eq!((bars.top, bars.width), (4, 3));
        let parts = &bars.bars[0].parts;
        assert_eq!((parts[0].y.as_str(), parts[0].height.as_str()), ("75.00", "25.00"));
        assert_eq!((parts[1].y.as_str(), parts[1].height.as_str()), ("0.00", "75.00"));
        assert!(bars.bars[1].parts.is_empty());
        assert_eq!(bars.bars[2].parts[0].x, "2.09");
    }

    #[test]
    fn little_is_seen_beside_much_and_nothing_makes_no_bar() {
        let bars = Bars::new(&[vec![1, 1_000_000]], |_| Default::default());
        let parts = &bars.bars[0].parts;
        assert_eq!(parts[0].height, "1.20");
        assert!(parts.iter().all(|part| part.y.parse::<f64>().unwrap() >= 0.0));
        assert_eq!(Bars::new(&[], |_| Default::default()).width, 1);
    }
}
