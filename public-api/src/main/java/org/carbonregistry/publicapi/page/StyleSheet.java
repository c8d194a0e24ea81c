package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateGlobal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The address of the style sheet: it changes with its content, so that browsers may keep it. */
final class StyleSheet {

    private static final String RESOURCE = "META-INF/resources/registry.css";

    /** What every template calls {@code styleSheet}. */
    @TemplateGlobal
    static final String styleSheet = "/registry.css?v=" + hash();

    private StyleSheet() {}

    private static String hash() {
        try (InputStream css = StyleSheet.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(css.readAllBytes());
            return HexFormat.of().formatHex(sum, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
