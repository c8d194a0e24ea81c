package org.carbonregistry.events.http;

/** Something is refused for a named reason; becomes a problem document at the edge and an outcome message inside. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal reason;
    private final String pointer;

    /**
     * @param detail a sentence for people
     * @param pointer JSON pointer of the field at fault, or null
     */
    public Refused(Refusal reason, String detail, String pointer) {
        super(detail, null, false, false);
        this.reason = reason;
        this.pointer = pointer;
    }

    public Refusal reason() {
        return reason;
    }

    public String pointer() {
        return pointer;
    }
}
