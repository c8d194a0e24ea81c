package org.carbonregistry.events.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.carbonregistry.events.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTypeTest {

    private static final ObjectMapper TREE = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void theReleasedSampleFitsItsSchema(MessageType type) throws IOException {
        assertEquals(
                "[]",
                schema(type).validate(text(sample(type)), InputFormat.JSON).toString());
    }

    @ParameterizedTest
    @EnumSource
    void theReleasedSampleIsReadAndWrittenTheSame(MessageType type) throws IOException {
        Record content = Json.read(sample(type), type.content());
        assertEquals(TREE.readTree(sample(type)), TREE.readTree(Json.write(content)));
    }

    @ParameterizedTest
    @EnumSource
    void aReaderPassesOverFieldsThatWereAddedLater(MessageType type) throws IOException {
        ObjectNode later = (ObjectNode) TREE.readTree(sample(type));
        later.put("addedLater", true);
        assertEquals(Json.read(sample(type), type.content()), Json.read(TREE.writeValueAsBytes(later), type.content()));
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesASampleWithoutARequiredField(MessageType type) throws IOException {
        JsonNode schemaTree = TREE.readTree(resource("/schemas/" + type.typeName() + ".json"));
        for (JsonNode required : schemaTree.get("required")) {
            ObjectNode cut = (ObjectNode) TREE.readTree(sample(type));
            cut.remove(required.asText());
            assertTrue(
                    !schema(type).validate(cut.toString(), InputFormat.JSON).isEmpty(),
                    type.typeName() + " without " + required.asText());
        }
    }

    @Test
    void aReleasedSampleNeverChanges() throws Exception {
        Map<String, String> released = text(resource("/released-samples.sha256"))
                .lines()
                .map(line -> line.split("  "))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
        assertEquals(MessageType.values().length, released.size());
        for (MessageType type : MessageType.values()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sample(type));
            assertEquals(released.get(type.typeName() + ".json"), HexFormat.of().formatHex(hash), type.typeName());
        }
    }

    @Test
    void noTypeNameIsUsedTwice() {
        assertEquals(
                MessageType.values().length,
                Arrays.stream(MessageType.values())
                        .map(MessageType::typeName)
                        .distinct()
                        .count());
    }

    private static Schema schema(MessageType type) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(resource("/schemas/" + type.typeName() + ".json")), InputFormat.JSON);
    }

    private static byte[] sample(MessageType type) throws IOException {
        return resource("/samples/" + type.typeName() + ".json");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MessageTypeTest.class.getResourceAsStream(name)) {
            assertNotNull(in, name + " is missing");
            return in.readAllBytes();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
