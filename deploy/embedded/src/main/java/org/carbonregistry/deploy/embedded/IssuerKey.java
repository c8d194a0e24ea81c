package org.carbonregistry.deploy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** The signing key of {@link LocalIssuer}: made on the first start, readable by its owner alone, and kept in a file. */
record IssuerKey(PrivateKey secret, RSAPublicKey open, String id) {

    static IssuerKey in(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            // A crash in between leaves a temporary file that nobody reads.
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "issuer",
                    ".key",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, SignedToken.newKeyPair().getPrivate().getEncoded(), StandardOpenOption.SYNC);
            Files.move(fresh, file);
        }
        RSAPrivateCrtKey secret = (RSAPrivateCrtKey) SignedToken.privateKey(Files.readAllBytes(file));
        RSAPublicKey open = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(open.getEncoded());
        return new IssuerKey(secret, open, SignedToken.base64(Arrays.copyOf(digest, 12)));
    }

    /** The public half as a JSON Web Key Set (RFC 7517). */
    String keySet() {
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":" + SignedToken.quoted(id)
                + ",\"n\":\"" + unsigned(open.getModulus().toByteArray()) + "\",\"e\":\""
                + unsigned(open.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private static String unsigned(byte[] number) {
        return SignedToken.base64(number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number);
    }
}
