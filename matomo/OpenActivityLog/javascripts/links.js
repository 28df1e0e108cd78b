// Open Activity Log: addresses to copy, and views in other pages that stay fresh. Without this file both work by hand.
(function () {
    'use strict';

    var EVERY = 60000;

    document.addEventListener('focusin', function (event) {
        if (event.target.matches && event.target.matches('.oal [data-oal-whole]')) {
            event.target.select();
        }
    });

    var view = document.querySelector('[data-oal-embed]');
    if (!view || !window.fetch || !window.DOMParser) {
        return;
    }
    var timer = setInterval(function () {
        if (document.hidden) {
            return;
        }
        fetch(location.href, { credentials: 'omit' }).then(function (answer) {
            // Ended or revoked: what is shown stays, and nobody asks any more.
            if (answer.status === 410 || answer.status === 404) {
                clearInterval(timer);
            }
            return answer.ok ? answer.text() : '';
        }).then(function (text) {
            var fresh = text && new DOMParser().parseFromString(text, 'text/html').querySelector('[data-oal-embed]');
            if (fresh && fresh.innerHTML !== view.innerHTML && !view.contains(document.activeElement)) {
                view.replaceChildren.apply(view, Array.prototype.slice.call(fresh.childNodes));
            }
        }, function () {
            // The network is away; the next time will show.
        });
    }, EVERY);
}());
