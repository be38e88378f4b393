package io.freshet.salon.client;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A client to add. */
public record NewClient(
        @Schema(example = "Clara Curl") @NotBlank @Size(max = 200)
        String name,

        @Schema(example = "clara@client.example") @Email @Size(max = 200) @Nullable
        String email,

        @Schema(example = "+49 30 123456") @Size(max = 50) @Nullable
        String phone) {}
