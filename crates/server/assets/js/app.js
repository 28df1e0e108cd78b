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
