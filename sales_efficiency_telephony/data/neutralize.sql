-- A copy of the database hears no phone system, calls nobody and asks nobody.
UPDATE pbx_provider
   SET active = false,
       secret = NULL,
       account = NULL,
       token = md5(random()::text || clock_timestamp()::text) || id;
