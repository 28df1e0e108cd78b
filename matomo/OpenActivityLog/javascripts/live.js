// Live mode: new entries appear at the top, or wait while somebody reads.
(function () {
    'use strict';
    var ROWS_MAX = 500, IDLE = 3600000;

    function enhance(bar) {
        var page = bar.closest('.oal-log'), button = bar.querySelector('button'), said = bar.querySelector('[role="status"]');
        var waiting = page.querySelector('.oal-waiting'), words = bar.dataset;
        var after = +words.oalAfter, on = false, timer = null, kept = [], keptRows = 0, shown = 0, seen = Date.now();

        function section() {
            var list = page.querySelector('.oal-entries');
            if (!list) {
                list = document.createElement('section');
                list.className = 'oal-card oal-entries';
                list.setAttribute('aria-label', words.oalList);
                var empty = page.querySelector('.oal-empty');
                empty ? empty.replaceWith(list) : waiting.after(list);
            }
            return list;
        }

        // Newer days first; a day that stands at the top already takes the rows.
        function insert(html) {
            var list = section(), part = document.createElement('template');
            part.innerHTML = html;
            var heads = part.content.querySelectorAll('.oal-day'), last = heads[heads.length - 1];
            var top = list.querySelector('.oal-day');
            if (last && top && last.textContent === top.textContent) {
                top.nextElementSibling.prepend.apply(top.nextElementSibling, Array.from(last.nextElementSibling.children));
                last.nextElementSibling.remove();
                last.remove();
            }
            list.prepend(part.content);
        }

        function isRead() {
            var list = section();
            return list.getBoundingClientRect().top < 0 || list.contains(document.activeElement);
        }

        function release() {
            kept.forEach(insert);
            kept = [];
            shown += keptRows;
            keptRows = 0;
            waiting.hidden = true;
        }

        function take(answer) {
            after = answer.after;
            if (!answer.rows) {
                return;
            }
            kept.push(answer.html);
            keptRows += answer.rows;
            var text = words.oalNew.replace('#', keptRows);
            said.textContent = text;
            if (isRead()) {
                waiting.firstElementChild.textContent = text;
                waiting.hidden = false;
            } else {
                release();
            }
        }

        function set(state, text) {
            on = state;
            clearTimeout(timer);
            button.setAttribute('aria-checked', String(on));
            said.textContent = text;
            page.querySelectorAll('form[method="get"]').forEach(function (form) {
                var field = form.querySelector('[name="live"]');
                if (on && !field) {
                    field = document.createElement('input');
                    field.type = 'hidden';
                    field.name = 'live';
                    field.value = '1';
                    form.append(field);
                } else if (!on && field) {
                    field.remove();
                }
            });
            if (on) {
                seen = Date.now();
                ask();
            }
        }

        function ask() {
            clearTimeout(timer);
            if (!on || document.hidden) {
                return;
            }
            if (Date.now() - seen > IDLE) {
                set(false, words.oalIdle);
                return;
            }
            if (shown + keptRows >= ROWS_MAX) {
                set(false, words.oalFull);
                return;
            }
            var address = words.oalLive + (words.oalLive.indexOf('?') < 0 ? '?' : '&') + 'after_seq=' + after, more = false;
            fetch(address, { credentials: 'same-origin' }).then(function (response) {
                return response.ok ? response.json() : Promise.reject();
            }).then(function (answer) {
                if (on) {
                    more = answer.more;
                    take(answer);
                }
            }).catch(function () {
                said.textContent = on ? words.oalLost : said.textContent;
            }).then(function () {
                clearTimeout(timer);
                timer = setTimeout(ask, more ? 500 : +words.oalEvery);
            });
        }

        button.addEventListener('click', function () { set(!on, on ? words.oalOff : words.oalOn); });
        waiting.firstElementChild.addEventListener('click', function () {
            release();
            section().scrollIntoView({ block: 'nearest' });
            var first = section().querySelector('.oal-what a');
            if (first) {
                first.focus();
            }
        });
        document.addEventListener('visibilitychange', ask);
        ['keydown', 'pointerdown', 'scroll'].forEach(function (name) {
            document.addEventListener(name, function () { seen = Date.now(); }, { passive: true });
        });
        bar.hidden = false;
        if (words.oalStart === 'true') {
            set(true, words.oalOn);
        }
    }

    function start() {
        document.querySelectorAll('.oal-log [data-oal-live]').forEach(enhance);
    }
    if (window.fetch && Array.from) {
        document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start();
    }
})();
