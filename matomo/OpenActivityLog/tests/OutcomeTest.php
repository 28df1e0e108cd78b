<?php
/**
 * Open Activity Log for Matomo
 *
 * @license GPL-3.0-or-later
 */

namespace Piwik\Plugins\OpenActivityLog\tests;

use Piwik\Plugins\OpenActivityLog\Capture\Outcome;
use Piwik\Plugins\OpenActivityLog\tests\Host\TestCase;

class OutcomeTest extends TestCase
{
    public function testErrorsAreFoundInEveryFormat()
    {
        $message = "You can't access this resource as it requires a 'superuser' access.";
        $answers = array(
            '{"result":"error","message":"You can\'t access this resource as it requires a \'superuser\' access."}',
            'callback({"result": "error", "message": "You can\u0027t access this resource as it requires a \'superuser\' access."})',
            '<?xml version="1.0" encoding="utf-8" ?><result><error message="You can&#039;t access this resource as it requires a &#039;superuser&#039; access." /></result>',
            'a:2:{s:6:"result";s:5:"error";s:7:"message";s:67:"You can\'t access this resource as it requires a \'superuser\' access.";}',
            "message\nYou can't access this resource as it requires a 'superuser' access.",
            '{"error":"You can\'t access this resource as it requires a \'superuser\' access."}',
            "Error: You can't access this resource as it requires a 'superuser' access."
        );
        foreach ($answers as $answer) {
            $this->assertSame(array($message), Outcome::errorsIn($answer), $answer);
        }
        $this->assertSame('denied', Outcome::ofMessage($message));
    }

    public function testGoodAnswersHaveNoErrors()
    {
        foreach (array('{"value":1}', '[{"label":"Error"}]', '<result>ok</result>', null, false, array(), '') as $answer) {
            $this->assertSame(array(), Outcome::errorsIn($answer));
        }
    }

    public function testBulkAnswersKeepTheirOrder()
    {
        $answer = '[{"value":1},{"result":"error","message":"one \"quoted\""},{"result":"error","message":"two"}]';
        $this->assertSame(array('one "quoted"', 'two'), Outcome::errorsIn($answer));
    }

    public function testStackTracesAreDropped()
    {
        $this->assertSame('Wrong', Outcome::tidy("Wrong\n \n --> To temporarily debug\n#0 check('Secret-1')"));
        $this->assertSame('Uncaught Exception: no', Outcome::tidy("Uncaught Exception: no\n#0 x.php(1): login('Secret-1')"));
    }

    public function testLengthIsLimited()
    {
        $this->assertSame(300, strlen(Outcome::bound(str_repeat('x', 5000))));
    }

    public function testOtherErrorsAreFailures()
    {
        $this->assertSame('failure', Outcome::ofMessage('The file type is not allowed.'));
        $this->assertSame('failure', Outcome::ofMessage(null));
        $this->assertSame('denied', Outcome::ofException(new \Piwik\NoAccessException('nope')));
    }
}
