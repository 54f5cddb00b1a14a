"""Set-up at the screen: touch test, the collector's address, enrolment, done."""
