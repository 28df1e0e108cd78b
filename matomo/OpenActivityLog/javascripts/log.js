// The list and an entry by keyboard.
(function () {
    'use strict';

    function follow(page, relation) {
        var link = page.querySelector('a[rel="' + relation + '"]');
        if (link) {
            link.click();
        }
    }

    function move(log, by) {
        var rows = Array.prototype.slice.call(log.querySelectorAll('.oal-row'));
        var at = rows.findIndex(function (row) { return row.classList.contains('oal-here'); });
        var next = rows[at < 0 ? 0 : at + by];
        if (next) {
            rows.forEach(function (row) { row.classList.remove('oal-here'); });
            next.classList.add('oal-here');
            next.scrollIntoView({ block: 'nearest' });
            next.querySelector('.oal-what a').focus({ preventScroll: true });
        }
    }

    function help(log) {
        var dialog = log.querySelector('.oal-dialog');
        if (dialog && dialog.showModal && !dialog.open) {
            dialog.showModal();
        }
    }

    document.addEventListener('keydown', function (event) {
        var log = document.querySelector('.oal-log');
        var entry = document.querySelector('.oal-entry');
        var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
        if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
            return;
        }
        if (entry && (event.key === 'j' || event.key === 'k')) {
            follow(entry, event.key === 'j' ? 'next' : 'prev');
        }
        if (!log) {
            return;
        }
        var box = log.querySelector('.oal-query input[type="search"]');
        if (event.key === '/' && box) {
            event.preventDefault();
            box.focus();
            box.select();
        } else if (event.key === 'j' || event.key === 'k') {
            move(log, event.key === 'j' ? 1 : -1);
        } else if (event.key === 'n' || event.key === 'p') {
            follow(log, event.key === 'n' ? 'next' : 'prev');
        } else if (event.key === 'l' && log.querySelector('.oal-switch')) {
            log.querySelector('.oal-switch').click();
        } else if (event.key === '?' && !window.piwikHelper) {
            // Matomo has a list of its own on this key; the button is there as well.
            event.preventDefault();
            help(log);
        }
    });

    document.addEventListener('click', function (event) {
        if (event.target.closest && event.target.closest('.oal [data-oal-keys]')) {
            help(event.target.closest('.oal'));
        }
    });

    function start() {
        document.querySelectorAll('.oal [data-oal-keys]').forEach(function (button) { button.hidden = false; });
        // The place of a mistake is marked in the box.
        var box = document.querySelector('.oal-log input[aria-invalid="true"][data-oal-from]');
        if (box && +box.dataset.oalTo > 0) {
            var chars = Array.from(box.value);
            var at = function (count) { return chars.slice(0, count).join('').length; };
            box.focus({ preventScroll: true });
            box.setSelectionRange(at(+box.dataset.oalFrom), at(+box.dataset.oalTo));
        }
    }
    document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start();
})();
