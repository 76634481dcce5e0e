"""What an Asterisk for tests is told to be: everything on loopback, phones and a line."""

#: The client's side and the phones' have addresses of their own, which is how Asterisk
#: tells them apart.
LINE_IP, PHONE_IP = "127.0.0.2", "127.0.0.3"
#: Our direct number of phone 101 is 4951000101, the queue's is 4951000900.
LINE = "4951000"
QUEUE = f"{LINE}900"

MODULES = """
    res_timing_timerfd res_sorcery_config res_sorcery_memory res_sorcery_astdb
    res_pjproject res_rtp_asterisk codec_alaw codec_resample format_wav format_pcm
    format_gsm codec_gsm bridge_simple bridge_native_rtp bridge_softmix bridge_holding
    bridge_builtin_features bridge_builtin_interval_features res_musiconhold res_pjsip
    res_pjsip_session res_pjsip_pubsub res_pjsip_sdp_rtp res_pjsip_caller_id
    res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user res_pjsip_refer
    res_pjsip_rfc3326 res_pjsip_nat chan_pjsip func_callerid func_cdr func_channel
    func_logic func_strings func_timeout app_dial app_stack app_mixmonitor app_queue
    app_transfer pbx_config res_cdrel_custom cdr_custom cdr_manager cel_custom
    cel_manager
"""

CEL = (
    "eventtype",
    "eventtime",
    "CALLERID(name)",
    "CALLERID(num)",
    "CALLERID(ANI)",
    "CALLERID(RDNIS)",
    "CALLERID(DNID)",
    "CHANNEL(exten)",
    "CHANNEL(context)",
    "CHANNEL(channame)",
    "CHANNEL(appname)",
    "CHANNEL(appdata)",
    "CHANNEL(amaflags)",
    "CHANNEL(accountcode)",
    "CHANNEL(uniqueid)",
    "CHANNEL(linkedid)",
    "BRIDGEPEER",
    "CHANNEL(userfield)",
    "userdeftype",
    "eventextra",
)


def write(folder, ports, phones, modules, data, certificate):
    """Write the configuration.

    :param Path folder: where the phone system lives
    :param dict ports: ``ami``, ``ami_tls``, ``sip``, ``line`` and ``rtp``
    :param dict phones: port of each extension
    :param Path modules: folder of Asterisk's modules
    :param Path data: folder of its sounds and texts
    :param Certificate certificate: what its manager interface shows
    """
    etc = folder / "etc"
    for name in ("etc", "run", "spool/monitor", "log/cel-custom", "lib", "db", "keys"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _link_data(folder / "data", data)
    there = [name for name in MODULES.split() if (modules / f"{name}.so").exists()]
    files = {
        "asterisk": _get_asterisk(folder, modules),
        "modules": "[modules]\nautoload=no\n"
        + "".join(f"load={name}.so\n" for name in there),
        "logger": "[general]\n[logfiles]\nfull => notice,warning,error\n",
        "manager": _get_manager(
            ports["ami"], ports["ami_tls"], *certificate.write_to(folder / "keys")
        ),
        "rtp": f"[general]\nrtpstart={ports['rtp']}\nrtpend={ports['rtp'] + 400}\n",
        "pjsip": _get_pjsip(ports, phones),
        "extensions": EXTENSIONS,
        "queues": _get_queues(phones),
        "cdr": "[general]\nenable=yes\nunanswered=yes\ncongestion=yes\n",
        "cel": "[general]\nenable=yes\napps=dial,queue\nevents=ALL\ndateformat=%s.%q\n"
        "[manager]\nenabled=yes\n",
        "cel_custom": "[mappings]\nMaster.csv => "
        + ",".join(f"${{CSV_QUOTE(${{{name}}})}}" for name in CEL)
        + "\n",
        "features": "[general]\ntransferdigittimeout=1\n"
        "[featuremap]\natxfer => *2\nblindxfer => #1\n",
        "musiconhold": "[default]\nmode=files\ndirectory=moh\n",
        "indications": "[general]\ncountry=us\n[us]\ndescription=US\n"
        "ringcadence=2000,4000\ndial=350+440\nbusy=480+620/500,0/500\n"
        "ring=440+480/2000,0/4000\ncongestion=480+620/250,0/250\n",
    }
    for name in ("acl", "ccss", "codecs", "udptl", "stasis", "cli_aliases"):
        files[name] = "[general]\n"
    files |= {"sorcery": "", "pjproject": "", "cdr_custom": "[mappings]\n"}
    for name, text in files.items():
        (etc / f"{name}.conf").write_text(text)


def _link_data(folder, data):
    (folder / "sounds").mkdir(parents=True, exist_ok=True)
    (folder / "moh").mkdir(exist_ok=True)
    (folder / "moh" / "silence.alaw").write_bytes(b"\xd5" * 160_000)
    for source in data.iterdir():
        if source.name not in ("sounds", "moh") and not (folder / source.name).exists():
            (folder / source.name).symlink_to(source)
    english = folder / "sounds" / "en"
    if not english.exists():
        # Attended transfers say a word to the phone.
        english.symlink_to(data / "sounds" / "en_US_f_Allison")


def _get_asterisk(folder, modules):
    places = {
        "astetcdir": folder / "etc",
        "astmoddir": modules,
        "astvarlibdir": folder / "lib",
        "astdbdir": folder / "db",
        "astkeydir": folder / "keys",
        "astdatadir": folder / "data",
        "astagidir": folder / "lib",
        "astspooldir": folder / "spool",
        "astrundir": folder / "run",
        "astlogdir": folder / "log",
    }
    lines = [f"{name} => {path}" for name, path in places.items()]
    return "\n".join(
        ["[directories]", *lines, "[options]", "nocolor=yes", "systemname=testpbx", ""]
    )


def _get_manager(port, tls_port, certificate, key):
    return f"""[general]
enabled=yes
bindaddr=127.0.0.1
port={port}
tlsenable=yes
tlsbindaddr=127.0.0.1:{tls_port}
tlscertfile={certificate}
tlsprivatekey={key}
timestampevents=yes
[odoo]
secret=a-secret-of-tests
deny=0.0.0.0/0.0.0.0
permit=127.0.0.1/255.255.255.255
read=call,cdr,agent,dialplan,reporting,system
write=call,originate,reporting,system
"""


def _get_pjsip(ports, phones):
    parts = [
        f"[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:{ports['sip']}\n",
        _get_endpoint("trunk", "from-trunk", f"sip:{LINE_IP}:{ports['line']}"),
        f"[trunk]\ntype=identify\nendpoint=trunk\nmatch={LINE_IP}\n",
    ]
    parts += [
        _get_endpoint(name, "from-internal", f"sip:{name}@{PHONE_IP}:{port}")
        for name, port in phones.items()
    ]
    return "\n".join(parts)


def _get_endpoint(name, context, contact):
    return f"""[{name}]
type=endpoint
context={context}
disallow=all
allow=alaw
direct_media=no
aors={name}
[{name}]
type=aor
contact={contact}
"""


def _get_queues(phones):
    members = [f"member => PJSIP/{name}" for name in phones if name.startswith("2")]
    return "\n".join(
        ["[general]", "[sales]", "strategy=ringall", "timeout=5", *members, ""]
    )


EXTENSIONS = f"""
[from-trunk]
exten => {QUEUE},1,Answer()
 same => n,MixMonitor(${{CHANNEL(linkedid)}}.wav,b)
 same => n,Queue(sales,,,,15)
 same => n,Hangup()
exten => _{LINE}XXX,1,MixMonitor(${{CHANNEL(linkedid)}}.wav,b)
 same => n,Dial(PJSIP/${{EXTEN:{len(LINE)}}},3,tT)
 same => n,Hangup()

[from-internal]
exten => _XXX,1,Dial(PJSIP/${{EXTEN}},8,tT)
 same => n,Hangup()
exten => _[+0-9]XXXXXX.,1,MixMonitor(${{CHANNEL(linkedid)}}.wav,b)
 same => n,Dial(PJSIP/${{EXTEN}}@trunk,15)
 same => n,Hangup()
"""
