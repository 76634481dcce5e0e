-- A copy of the database fetches no recordings.
UPDATE pbx_provider
   SET recording_hosts = NULL,
       recording_local_hosts = NULL,
       recording_url = NULL,
       recording_login = NULL,
       recording_password = NULL,
       recording_folder = NULL;
