# The page of exports, and the report to print.

tab-exports = Exports
exports-link = Export…
exports-title = Exports
exports-what = What is exported
exports-back = Back to the list
exports-everything = All entries
exports-how = What to make of it
exports-hint = A file has exactly the entries that are filtered here, oldest first, and each export is an entry of the log itself.
exports-times = Times are in { $zone } and in UTC.
exports-count = { $count ->
    [one] One entry matches.
   *[other] { $count } entries match.
}
exports-at-least = At least { $count } entries match.
exports-download = Download
exports-open = Open
exports-form-csv = CSV
exports-hint-csv = For spreadsheets and scripts; no cell is taken for a formula.
exports-form-xlsx = Excel workbook (XLSX)
exports-hint-xlsx = Text cells only; a further sheet after about a million rows.
exports-form-ndjson = NDJSON
exports-hint-ndjson = One JSON object per line, with everything; for programs.
exports-form-html = Report to print
exports-hint-html = A page to print or to save as PDF; at most { $count } entries.
exports-waiting = The export begins.
exports-running = { $count } rows so far
exports-finished = Done: { $count } rows.
exports-broken = Broken off after { $count } rows. The file is not whole.

report-title = Report from the activity log
report-query = Searched for
report-history = History
report-count = Entries
report-by = Made by
report-instance = Matomo
report-when = Made
report-number = No.
report-local = Time
report-utc = Time (UTC)
report-who = Who
report-what = What
report-site = Website
report-outcome = Outcome
report-ip = IP address
report-end = End of the report. It is whole.
report-cut = The report ends here: it has the first { $count } entries only. Search for less, or export a table, which has no such limit.
