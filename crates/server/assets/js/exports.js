// Open Activity Log: how far an export is. Without this file it is made all the same.
(function () {
    'use strict';

    var EVERY = 1000;
    var LONGEST_SILENCE = 30;

    document.addEventListener('click', function (event) {
        var link = event.target.closest && event.target.closest('.oal a[data-oal-export]');
        if (!link || !window.fetch || !window.crypto) {
            return;
        }
        var part = link.closest('[data-oal-exports]');
        var line = part.querySelector('.oal-export-progress');
        var job = Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(16)), function (byte) {
            return ('0' + byte.toString(16)).slice(-2);
        }).join('');
        link.search = link.search.replace(/&job=[^&]*/, '') + '&job=' + job;
        part.dataset.oalJob = job;
        var silent = 0;
        var address = part.getAttribute('data-oal-exports');

        function ask() {
            if (part.dataset.oalJob !== job) {
                return;
            }
            fetch(address + (address.indexOf('?') < 0 ? '?' : '&') + 'job=' + job, { credentials: 'same-origin' }).then(function (answer) {
                return answer.json();
            }).then(function (told) {
                silent = told.state === 'waiting' ? silent + 1 : 0;
                line.textContent = told.text;
                if (told.state === 'running') {
                    var lang = part.closest('[lang]').lang;
                    line.textContent += ' · ' + (told.percent / 100).toLocaleString(lang, { style: 'percent' });
                }
                if (told.state === 'running' || (told.state === 'waiting' && silent < LONGEST_SILENCE)) {
                    setTimeout(ask, EVERY);
                }
            }).catch(function () {
                line.textContent = '';
            });
        }
        setTimeout(ask, EVERY / 2);
    });
})();
