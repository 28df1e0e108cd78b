// Replay: goes through the steps of a session. Without this file they are a list to read.
(function () {
    'use strict';

    function start() {
        var page = document.querySelector('.oal-replay');
        var player = page && page.querySelector('[data-oal-replay]');
        var steps = page ? Array.prototype.slice.call(page.querySelectorAll('.oal-step')) : [];
        if (!player || !steps.length) {
            return;
        }
        var play = player.querySelector('[data-oal-play]');
        var words = { play: play.textContent, pause: play.getAttribute('data-oal-play') };
        var said = page.querySelector('[data-oal-replay-said]');
        var at = -1;
        var timer = null;
        player.hidden = false;

        function show(index) {
            if (index < 0 || index >= steps.length) {
                stop();
                return;
            }
            if (steps[at]) {
                steps[at].removeAttribute('aria-current');
            }
            at = index;
            steps[at].setAttribute('aria-current', 'step');
            steps[at].scrollIntoView({ block: 'center' });
            said.textContent = (at + 1) + '. ' + steps[at].querySelector('.oal-what').textContent;
        }

        function stop() {
            clearInterval(timer);
            timer = null;
            play.textContent = words.play;
        }

        function run() {
            if (timer) {
                stop();
                return;
            }
            if (at >= steps.length - 1) {
                at = -1;
            }
            play.textContent = words.pause;
            show(at + 1);
            timer = setInterval(function () { show(at + 1); }, Number(player.querySelector('[data-oal-speed]').value));
        }

        play.addEventListener('click', run);
        player.querySelectorAll('[data-oal-step]').forEach(function (button) {
            button.addEventListener('click', function () {
                stop();
                show(Math.max(0, at + Number(button.getAttribute('data-oal-step'))));
            });
        });
        player.querySelector('[data-oal-speed]').addEventListener('change', function () {
            if (timer) {
                stop();
                run();
            }
        });
        document.addEventListener('keydown', function (event) {
            var busy = /^(INPUT|SELECT|TEXTAREA|BUTTON|A|SUMMARY)$/.test(event.target.tagName);
            if (event.ctrlKey || event.metaKey || event.altKey || busy) {
                return;
            }
            if (event.key === 'ArrowDown' || event.key === 'ArrowRight' || event.key === 'j') {
                event.preventDefault();
                stop();
                show(Math.min(steps.length - 1, at + 1));
            } else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft' || event.key === 'k') {
                event.preventDefault();
                stop();
                show(Math.max(0, at - 1));
            } else if (event.key === ' ') {
                event.preventDefault();
                run();
            }
        });
    }

    if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', start);
    } else {
        start();
    }
})();
