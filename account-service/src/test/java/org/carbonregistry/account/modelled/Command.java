package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.function.Consumer;

/** One command: how it is sent, and the rule by which the model answers it. */
interface Command {

    /**
     * What the model says of a command that it does not refuse.
     *
     * @param units what it takes
     * @param apply what becomes of the model, once it is answered
     */
    record Plan(Map<String, BitSet> units, Consumer<Answer> apply) {

        static Plan of(Consumer<Answer> apply) {
            return new Plan(Map.of(), apply);
        }

        static Plan nothing() {
            return of(answer -> {});
        }
    }

    /** Sends it until it is answered. */
    Answer send(Door door);

    /**
     * Decides it.
     *
     * @param seen the answer of the service, which tells what was chosen; null when the model chooses by itself
     * @throws No when the model refuses it
     * @throws Wrong when what was answered cannot be
     */
    Plan rule(Model m, Instant now, Answer seen);

    /** The units an answer names. */
    default Map<String, BitSet> units(Answer answer) {
        return Map.of();
    }

    /** When an accepted one took effect, by database time. */
    default Instant time(Answer answer) {
        throw new IllegalStateException(this + " is told by its fact");
    }

    /** Whether only its fact tells when it took effect. */
    default boolean isToldByItsFact() {
        return false;
    }

    /** Whether it changes anything at all. */
    default boolean isMeant() {
        return true;
    }
}
