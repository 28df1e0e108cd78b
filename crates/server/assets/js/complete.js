// Completions of the query box: a combobox with a list. Without this file it is a plain box.
(function () {
    'use strict';
    var WAIT = 200;

    function enhance(combo) {
        var box = combo.querySelector('input');
        var list = document.createElement('ul');
        var said = document.createElement('span');
        var items = [], place = [0, 0], active = -1, timer = null, asked = 0;
        list.id = 'oal-suggestions';
        list.className = 'oal-suggestions';
        list.hidden = true;
        list.setAttribute('role', 'listbox');
        list.setAttribute('aria-label', combo.dataset.oalWords);
        said.className = 'oal-unseen';
        said.setAttribute('role', 'status');
        combo.append(list, said);
        box.setAttribute('role', 'combobox');
        box.setAttribute('aria-autocomplete', 'list');
        box.setAttribute('aria-controls', list.id);
        box.setAttribute('aria-expanded', 'false');

        function close() {
            clearTimeout(timer);
            asked += 1;
            active = -1;
            list.hidden = true;
            box.setAttribute('aria-expanded', 'false');
            box.removeAttribute('aria-activedescendant');
        }

        function choose(at) {
            active = (at + items.length) % items.length;
            Array.prototype.forEach.call(list.children, function (option, index) {
                option.setAttribute('aria-selected', String(index === active));
            });
            list.children[active].scrollIntoView({ block: 'nearest' });
            box.setAttribute('aria-activedescendant', list.children[active].id);
        }

        function take(at) {
            var chars = Array.from(box.value), text = items[at].text;
            var before = chars.slice(0, place[0]).join('') + text, behind = chars.slice(place[1]).join('');
            box.value = before + behind;
            box.setSelectionRange(before.length, before.length);
            close();
            box.focus();
            if (/:$/.test(text)) {
                ask();
            }
        }

        function show(answer) {
            items = answer.items;
            place = [answer.from, answer.to];
            active = -1;
            list.textContent = '';
            items.forEach(function (item, index) {
                var option = document.createElement('li'), label = document.createElement('bdi');
                var note = document.createElement('small');
                option.id = 'oal-suggestion-' + index;
                option.setAttribute('role', 'option');
                option.setAttribute('aria-selected', 'false');
                label.textContent = item.label;
                note.textContent = item.note;
                option.append(label, ' ', note);
                option.addEventListener('mousedown', function (event) {
                    event.preventDefault();
                    take(index);
                });
                list.append(option);
            });
            list.hidden = items.length === 0;
            box.setAttribute('aria-expanded', String(items.length > 0));
            box.removeAttribute('aria-activedescendant');
            said.textContent = items.length ? combo.dataset.oalSome.replace('#', items.length) : combo.dataset.oalNone;
        }

        function ask() {
            clearTimeout(timer);
            timer = setTimeout(function () {
                var mine = asked += 1;
                var at = Array.from(box.value.slice(0, box.selectionStart)).length;
                var address = combo.dataset.oalComplete;
                address += (address.indexOf('?') < 0 ? '?' : '&') + 'at=' + at + '&q=' + encodeURIComponent(box.value);
                fetch(address, { credentials: 'same-origin' }).then(function (response) {
                    return response.ok ? response.json() : Promise.reject();
                }).then(function (answer) {
                    if (mine === asked && document.activeElement === box) {
                        show(answer);
                    }
                }).catch(close);
            }, WAIT);
        }

        box.addEventListener('input', ask);
        box.addEventListener('blur', close);
        box.addEventListener('keydown', function (event) {
            var arrow = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (arrow && list.hidden) {
                event.preventDefault();
                ask();
            } else if (arrow) {
                event.preventDefault();
                choose(active < 0 ? (arrow > 0 ? 0 : items.length - 1) : active + arrow);
            } else if ((event.key === 'Enter' || event.key === 'Tab') && !list.hidden && active >= 0) {
                event.preventDefault();
                take(active);
            } else if (event.key === 'Escape' && !list.hidden) {
                event.preventDefault();
                close();
            }
        });
    }

    function start() {
        document.querySelectorAll('.oal [data-oal-complete]').forEach(enhance);
    }
    if (window.fetch && Array.from) {
        document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start();
    }
})();
