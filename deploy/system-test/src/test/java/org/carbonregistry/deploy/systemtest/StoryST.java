package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The story of the top README, command by command. */
@Replicas(1)
class StoryST {

    @Test
    void theStoryOfTheReadmeRunsAsItStands(RunningRegistry registry) {
        ReadmeStory story = ReadmeStory.read();
        assertTrue(story.steps().size() > 10, "the story has lost its steps");
        story.play(registry);
    }
}
