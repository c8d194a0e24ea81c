package org.carbonregistry.account.modelled;

import java.time.Instant;

/**
 * A command that was accepted before comes again, as after a lost reply: it is answered with the first answer and marked as a
 * repeat. With another content under the same name it is refused.
 */
record Again(Command command, Answer first, boolean altered) implements Command {

    @Override
    public Answer send(Door door) {
        if (command instanceof Retire || command instanceof OpenBlock) {
            // That it is answered again with the same bytes is seen where all messages are read.
            return command.send(door);
        }
        Answer answer = command.send(door);
        if (altered) {
            if (!answer.code().equals("external-id-conflict")) {
                throw new Wrong(command + " came again with another content and was answered " + answer);
            }
            return answer;
        }
        boolean same = answer.isAccepted() && answer.text("id").equals(first.text("id"));
        if (!same || !answer.replayed()) {
            throw new Wrong(command + " was answered " + first + " and, when it came again, " + answer);
        }
        return answer;
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        return Plan.nothing();
    }

    @Override
    public boolean isMeant() {
        return false;
    }
}
