package org.carbonregistry.events.carried;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a request is, on the wire itself. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class RequestFramingIT {

    private static final int LIMIT = 64 * 1024;

    @Test
    void aBodyInChunksIsRefusedAsSoonAsItIsTooLong() throws IOException {
        try (Socket socket = open()) {
            // Given a body that never ends
            write(socket, head("PUT", "Transfer-Encoding: chunked"));
            String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
            for (int sent = 0; sent <= LIMIT; sent += 0x4000) {
                write(socket, chunk);
            }

            // Then it is answered, and the connection closed
            String answer = answer(socket);
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("\"code\":\"body-too-large\""), answer);
            assertTrue(answer.toLowerCase().contains("connection: close"), answer);
        }
    }

    @Test
    void aBodyThatSaysThatItIsTooLongIsNotWaitedFor() throws IOException {
        try (Socket socket = open()) {
            write(socket, head("PUT", "Content-Length: " + (LIMIT + 1)));
            String answer = answer(socket);
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("\"code\":\"body-too-large\""), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
        }
    }

    @Test
    void aBodyOfTheLargestSizeIsTakenEitherWay() throws IOException {
        String body = " ".repeat(LIMIT - 12) + "{\"name\":\"a\"}";
        try (Socket socket = open()) {
            write(socket, head("PUT", "Content-Length: " + LIMIT + "\r\nConnection: close") + body);
            assertTrue(answer(socket).startsWith("HTTP/1.1 200 "));
        }
        try (Socket socket = open()) {
            write(socket, head("PUT", "Transfer-Encoding: chunked") + chunked(body));
            assertTrue(answer(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    /** A proxy that goes by the length would take the second request for a part of the first one's body. */
    @Test
    void whatFollowsARequestInChunksIsNoRequest() throws IOException {
        String smuggled = head("PUT", "Content-Length: 12") + "{\"name\":\"b\"}";
        String body = chunked("{\"name\":\"a\"}");
        try (Socket socket = open()) {
            String both = "Content-Length: " + (body.length() + smuggled.length()) + "\r\nTransfer-Encoding: chunked";
            write(socket, head("PUT", both) + body + smuggled);
            String answer = answer(socket);
            assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
            assertTrue(answer.toLowerCase().contains("connection: close"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip, chunked", "chunked, chunked", "xchunked"})
    void aLengthThatCanBeReadTwoWaysIsRefused(String coding) throws IOException {
        try (Socket socket = open()) {
            write(socket, head("PUT", "Transfer-Encoding: " + coding + "\r\nContent-Length: 12") + "{\"name\":\"a\"}");
            String answer = answer(socket);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("\"code\":\"ambiguous-length\""), answer);
        }
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private static String head(String method, String framing) {
        return method + " /v1/notes/A1 HTTP/1.1\r\nHost: registry\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + TestTokens.token("rosa", "registry", "registrar") + "\r\n" + framing
                + "\r\n\r\n";
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** All that comes until the other side closes. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] some = new byte[4096];
        try {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                answer.append(new String(some, 0, n, StandardCharsets.UTF_8));
            }
        } catch (SocketException reset) {
            // Closed while there was still something to read: what came before counts.
            return answer.toString();
        }
        return answer.toString();
    }
}
