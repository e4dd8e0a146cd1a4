"""Questions from other systems and to them: GIFT, Moodle XML and CSV. Pure: texts in, plain data out."""
