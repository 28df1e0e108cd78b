// An entry: copies its JSON and its address.
(function () {
    'use strict';

    function start() {
        if (!navigator.clipboard) {
            return;
        }
        document.querySelectorAll('.oal [data-oal-copy], .oal [data-oal-copy-link]').forEach(function (button) {
            button.hidden = false;
            button.addEventListener('click', function () {
                var said = button.parentNode.querySelector('[data-oal-copied]');
                var link = button.dataset.oalCopyLink;
                var text = link ? new URL(link, document.baseURI).href
                    : document.getElementById(button.dataset.oalCopy).textContent;
                navigator.clipboard.writeText(text).then(function () {
                    said.textContent = said.dataset.oalCopied;
                }, function () {
                    said.textContent = said.dataset.oalNotCopied;
                });
            });
        });
    }
    document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start();
})();
