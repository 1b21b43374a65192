-- In which language somebody is written to: that of the browser they last came in with, or what they chose in it.
ALTER TABLE person ADD COLUMN language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'es'));
