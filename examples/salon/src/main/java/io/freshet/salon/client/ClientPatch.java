package io.freshet.salon.client;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a client; null leaves as it is. The version, if given, is the one that was read. */
public record ClientPatch(
        @Schema(example = "Clara Straight") @Size(min = 1, max = 200) @Nullable
        String name,

        @Schema(example = "clara.straight@client.example") @Email @Size(max = 200) @Nullable
        String email,

        @Schema(example = "+49 30 654321") @Size(max = 50) @Nullable
        String phone,

        @Nullable Long version) {}
