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
            var hasEnded = answer.status === 410 || answer.status === 404;
            if (hasEnded) {
                clearInterval(timer);
            }
            return answer.ok || hasEnded ? answer.text() : '';
        }).then(function (text) {
            // Once it has ended that is all there is to see: the page that says so.
            var fresh = text && new DOMParser().parseFromString(text, 'text/html').querySelector('[data-oal-embed], .oal-message .oal-big');
            if (!fresh) {
                return;
            }
            var hadFocus = view.contains(document.activeElement);
            view.replaceChildren.apply(view, Array.prototype.slice.call(fresh.childNodes));
            if (hadFocus && view.querySelector('a')) {
                view.querySelector('a').focus({ preventScroll: true });
            }
        }, function () {
            // The network is away; the next time will show.
        });
    }, EVERY);
}());
