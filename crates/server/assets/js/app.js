// Open Activity Log: small comforts. Every page works without this file.
(function () {
    'use strict';

    function ready(start) {
        if (document.readyState === 'loading') {
            document.addEventListener('DOMContentLoaded', start);
        } else {
            start();
        }
    }

    // Choosing from a list searches at once.
    document.addEventListener('change', function (event) {
        var form = event.target.closest && event.target.closest('.oal form[data-oal-auto]');
        if (form && event.target.matches('select, input[type="checkbox"]')) {
            form.requestSubmit ? form.requestSubmit() : form.submit();
        }
    });

    // j and k move through the list, Enter opens (the link has the focus), / goes to the search box.
    document.addEventListener('keydown', function (event) {
        var log = document.querySelector('.oal-log');
        var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
        if (!log || typing || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (event.key === '/') {
            var box = log.querySelector('input[type="search"]');
            if (box) {
                event.preventDefault();
                box.focus();
                box.select();
            }
        } else if (event.key === 'j' || event.key === 'k') {
            var rows = Array.prototype.slice.call(log.querySelectorAll('.oal-row'));
            var at = rows.findIndex(function (row) { return row.classList.contains('oal-here'); });
            var next = rows[at < 0 ? 0 : at + (event.key === 'j' ? 1 : -1)];
            if (next) {
                rows.forEach(function (row) { row.classList.remove('oal-here'); });
                next.classList.add('oal-here');
                next.scrollIntoView({ block: 'nearest' });
                next.querySelector('a').focus({ preventScroll: true });
            }
        }
    });

    // “5 minutes ago” beside the exact time, which stays in the title.
    function ago(time) {
        var seconds = (new Date(time.getAttribute('datetime')) - Date.now()) / 1000;
        var units = [['day', 86400], ['hour', 3600], ['minute', 60]];
        var language = (time.closest('[lang]') || document.documentElement).lang || 'en';
        for (var i = 0; i < units.length; i++) {
            if (Math.abs(seconds) >= units[i][1] || units[i][0] === 'minute') {
                var text = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
                return text.format(Math.round(seconds / units[i][1]), units[i][0]);
            }
        }
    }

    ready(function () {
        if (!window.Intl || !Intl.RelativeTimeFormat) {
            return;
        }
        var tell = function () {
            document.querySelectorAll('.oal time[data-oal-ago]').forEach(function (time) {
                if (!isNaN(new Date(time.getAttribute('datetime')))) {
                    time.textContent = ago(time);
                }
            });
        };
        tell();
        setInterval(tell, 60000);
    });
})();
