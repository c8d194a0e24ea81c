package org.carbonregistry.events.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Set;

/** A date or time of a body has a year of four digits: Java knows more, and the database does not take them all. */
final class FourDigitYears extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;
    private static final int LAST = 9999;
    private static final Set<Class<?>> DATED = Set.of(LocalDate.class, Instant.class, OffsetDateTime.class);

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> found) {
        return DATED.contains(description.getBeanClass()) ? new Checked(found) : found;
    }

    /** Whether the year is 0000 to 9999. */
    static boolean fit(TemporalAccessor time) {
        int year = time instanceof Instant instant
                ? instant.atOffset(ZoneOffset.UTC).getYear()
                : time.get(ChronoField.YEAR);
        return year >= 0 && year <= LAST;
    }

    private static final class Checked extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        Checked(JsonDeserializer<?> reading) {
            super(reading);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reading) {
            return new Checked(reading);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Object read = super.deserialize(parser, context);
            if (read instanceof TemporalAccessor time && !fit(time)) {
                String sentence = "a year of four digits is wanted";
                throw new JsonMappingException(parser, sentence, new IllegalArgumentException(sentence));
            }
            return read;
        }
    }
}
