-- Who decides in whose name is judged by the server, in the twin of this script: on one machine the file's
-- owner is everybody (0012), and the program judges it (`DecidingSeat`). Nothing changes here.
SELECT 1;
