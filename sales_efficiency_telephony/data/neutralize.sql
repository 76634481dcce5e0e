-- A copy of the database fetches no recordings.
UPDATE pbx_provider
   SET recording_hosts = NULL,
       recording_local_hosts = NULL,
       recording_url = NULL,
       recording_login = NULL,
       recording_password = NULL,
       recording_folder = NULL;
-- A copy of the database hears no phone system, calls nobody and asks nobody.
UPDATE pbx_provider
   SET active = false,
       secret = NULL,
       account = NULL,
       token = md5(random()::text || clock_timestamp()::text) || id;
