package org.carbonregistry.deploy.local;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A PostgreSQL server and its superuser.
 *
 * @param host and port, as in {@code 127.0.0.1:5433}
 * @param superuserUrl a JDBC URL with user and password
 */
record PostgresAddress(String host, String superuserUrl) {

    /** The embedded one. */
    static PostgresAddress local(int port) {
        String host = "127.0.0.1:" + port;
        return new PostgresAddress(host, "jdbc:postgresql://" + host + "/postgres?user=postgres&password=postgres");
    }

    /**
     * Reads {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}, or the JDBC form with {@code ?user=…&password=…}.
     *
     * @throws CannotStart when it is neither
     */
    static PostgresAddress parse(String text) {
        try {
            URI uri = new URI(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
            String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            boolean named = uri.getRawUserInfo() != null || query.contains("user=");
            if (uri.getHost() == null || !uri.getScheme().startsWith("postgres") || !named) {
                throw new CannotStart(help(text));
            }
            String host = uri.getHost() + ":" + (uri.getPort() == -1 ? 5432 : uri.getPort());
            String path = uri.getRawPath().length() < 2 ? "/postgres" : uri.getRawPath();
            if (uri.getRawUserInfo() != null) {
                String[] user = uri.getRawUserInfo().split(":", 2);
                String credentials =
                        "user=" + encoded(user[0]) + (user.length == 2 ? "&password=" + encoded(user[1]) : "");
                query = query.isEmpty() ? credentials : credentials + "&" + query;
            }
            return new PostgresAddress(host, "jdbc:postgresql://" + host + path + "?" + query);
        } catch (java.net.URISyntaxException | NullPointerException e) {
            throw new CannotStart(help(text));
        }
    }

    private static String encoded(String text) {
        String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    private static String help(String text) {
        return "--with-postgres wants the address of a superuser, postgresql://USER:PASSWORD@HOST:PORT/postgres, not "
                + text;
    }
}
