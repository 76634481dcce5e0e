"""Certificates that nobody trusts but who is given them, for tests."""

from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM


class Certificate:
    """A certificate and its key.

    :param str name: whose it is
    :param Certificate issuer: who vouches for it, itself by default
    :param hosts: the names of hosts it is good for
    :param int days: until it ends; below zero it has ended
    """

    def __init__(self, name, issuer=None, hosts=(), days=2):
        self.key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(timezone.utc)
        # As Asterisk's own script makes them, it says nothing of what it is for, but for
        # whether it vouches for others.
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.made.subject if issuer else subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=9))
            .not_valid_after(now + timedelta(days=days))
        )
        if not issuer:
            constraints = x509.BasicConstraints(ca=True, path_length=None)
            builder = builder.add_extension(constraints, critical=False)
        if hosts:
            names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
            builder = builder.add_extension(names, critical=False)
        self.made = builder.sign((issuer or self).key, hashes.SHA256())

    @property
    def text(self):
        """The certificate, in PEM."""
        return self.made.public_bytes(PEM).decode()

    @property
    def key_text(self):
        """Its key, in PEM."""
        return self.key.private_bytes(
            PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def write_to(self, folder):
        """Write both to files; return the paths of the certificate and of the key."""
        paths = folder / "certificate.pem", folder / "key.pem"
        for path, text in zip(paths, (self.text, self.key_text), strict=True):
            path.write_text(text)
        return paths
