package org.carbonregistry.deploy.local.demo;

/** A service answered with a problem; the message shows the whole document. */
public final class ServiceRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    public ServiceRefused(Answer answer) {
        super(answer.request() + " was answered " + answer.status() + ":\n"
                + answer.body().toPrettyString());
        this.answer = answer;
    }

    /** What it answered. */
    public Answer answer() {
        return answer;
    }
}
