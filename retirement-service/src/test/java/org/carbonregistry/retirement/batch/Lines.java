package org.carbonregistry.retirement.batch;

import java.nio.charset.StandardCharsets;

/** Lines of a batch that are made while they are sent, all of one length. */
final class Lines {

    private final String prefix;
    private final String account;
    private final String more;
    private final String message;

    Lines(String prefix, String account, String more, int messageLength) {
        this.account = account;
        this.prefix = prefix;
        this.more = more;
        this.message = "0123456789abcdef".repeat(messageLength / 16 + 1).substring(0, messageLength);
    }

    String prefix() {
        return prefix;
    }

    byte[] line(int number) {
        return ("{\"externalId\":\"" + prefix + String.format("-%09d", number)
                        + "\",\"account\":\"" + account + "\",\"quantity\":2,\"beneficiary\":{\"name\":\"Acme Air\"},"
                        + "\"purpose\":\"voluntary\",\"message\":\"" + message + "\"" + more + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
