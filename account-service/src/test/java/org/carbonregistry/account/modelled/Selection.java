package org.carbonregistry.account.modelled;

import java.util.List;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;

/** Which units an order wants: serials alone, or a quantity and what narrows it down; what is null does not matter. */
record Selection(Long quantity, List<SerialRange> serials, String project, Integer vintage, String block) {

    static Selection of(long quantity) {
        return new Selection(quantity, null, null, null, null);
    }

    boolean accepts(BlockDescription is) {
        return (project == null || project.equals(is.project()))
                && (vintage == null || vintage == is.vintage())
                && (block == null || block.equals(is.block()));
    }

    List<String> texts() {
        return serials == null
                ? null
                : serials.stream().map(SerialRange::format).toList();
    }

    @Override
    public String toString() {
        return serials != null ? texts().toString() : quantity + " of " + project + "/" + vintage + "/" + block;
    }
}
