-- On one machine no verdict is kept beside the program's: the twin of this script teaches the server's that
-- what is only offered is in no total.
SELECT 1;
