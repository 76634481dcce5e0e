from . import failure, local_file, pinned_http, zadarma_link
