<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\Capture;

/**
 * The calls that are running now, outermost first. An exception leaves no end event: such frames are recognised by the
 * depth of the call stack, because nothing that is still running can be deeper than what runs now.
 */
final class FrameStack
{
    /** @var Frame[] */
    private $open = array();

    public function isEmpty(): bool
    {
        return !$this->open;
    }

    /** @return Frame|null */
    public function root()
    {
        return $this->open ? $this->open[0] : null;
    }

    /** @return Frame|null */
    public function innermost()
    {
        return $this->open ? end($this->open) : null;
    }

    public function push(Frame $frame)
    {
        $this->open[] = $frame;
    }

    /** @return Frame|null the open frame that an event belongs to */
    public function absorberOf(string $event)
    {
        foreach ($this->open as $frame) {
            if ($frame->absorbs($event)) {
                return $frame;
            }
        }

        return null;
    }

    /**
     * The open frame that somebody's word about an event belongs to: of `API.X.y.end` the call itself (other calls may have been
     * left above it by exceptions), of an event of a plugin the innermost call of that plugin.
     *
     * @return Frame|null
     */
    public function subjectOf(string $event)
    {
        $call = preg_match('/^(API\.\w+\.\w+)(\.end)?$/', $event, $match) ? $match[1] : null;
        $plugin = (string) strstr($event, '.', true);
        foreach (array_reverse($this->open) as $frame) {
            if ($call === null ? $frame->isOf($plugin) : $frame->event === $call) {
                return $frame->absorbed ? $this->absorberOf($frame->event) : $frame;
            }
        }

        return null;
    }

    /** @return Frame|null innermost open frame of this name, at this depth */
    public function find(string $event, int $depth)
    {
        for ($i = count($this->open) - 1; $i >= 0; $i--) {
            if ($this->open[$i]->event === $event && $this->open[$i]->depth === $depth) {
                return $this->open[$i];
            }
        }

        return null;
    }

    /** @return Frame[] frames at this depth or deeper, innermost first; they are no longer open */
    public function leave(int $depth): array
    {
        $left = array();
        while ($this->open && end($this->open)->depth >= $depth) {
            $left[] = array_pop($this->open);
        }

        return $left;
    }
}
