package io.freshet.audit.mybatis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Mapper files as they are written, and as nobody should have written them. */
@Timeout(20)
class MappersTests {

    @TempDir
    private Path folder;

    private static Mappers read(String... files) {
        Map<String, byte[]> all = new java.util.TreeMap<>();
        for (int at = 0; at < files.length; at++) {
            all.put("mapper" + at + ".xml", files[at].getBytes(StandardCharsets.UTF_8));
        }
        return new Mappers(all);
    }

    private static List<String> texts(String inside) {
        return read("<mapper namespace='a.B'>" + inside + "</mapper>")
                .statement("a.B.it")
                .map(MappedStatement::texts)
                .orElse(List.of());
    }

    @Test
    void conditions_areMet_alternativesAreTried() {
        assertThat(texts("""
                <select id='it'>select 1 from t
                  <where><if test='a'>and a = #{a}</if><if test='b'>or b = #{b,jdbcType=VARCHAR}</if></where>
                  <choose><when test='x'>order by x</when><when test='y'>order by y</when><otherwise>order by ${z}</otherwise></choose>
                </select>"""))
                .containsExactly(
                        "select 1 from t WHERE a = ? or b = ? order by x",
                        "select 1 from t WHERE a = ? or b = ? order by y",
                        "select 1 from t WHERE a = ? or b = ? order by unknown_name");
    }

    @Test
    void trims_takeOverridesAway() {
        assertThat(texts("<insert id='it'>insert into t <trim prefix='(' suffix=')' suffixOverrides=','>a, b,</trim>"
                        + " values <foreach collection='list' separator=','>(#{x.a}, #{x.b})</foreach></insert>"))
                .containsExactly("insert into t ( a, b ) values (?, ?)");
        assertThat(
                        texts(
                                "<select id='it'>select 1 from t <trim prefix='WHERE' prefixOverrides='AND |OR '>and a = 1</trim></select>"))
                .containsExactly("select 1 from t WHERE a = 1");
    }

    @Test
    void fragments_areFoundInOtherFiles() {
        Mappers mappers = read(
                "<mapper namespace='a.B'><select id='it'>select <include refid='a.C.columns'/> from t</select></mapper>",
                "<mapper namespace='a.C'><sql id='columns'>id, name</sql></mapper>");
        assertThat(mappers.statement("a.B.it").orElseThrow().texts()).containsExactly("select id, name from t");
    }

    @Test
    void nothingOutsideOfTheFile_isRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret_table");
        String file = "<!DOCTYPE mapper [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>"
                + "<mapper namespace='a.B'><select id='it'>select 1 from &x;</select></mapper>";
        Mappers mappers = read(file);
        assertThat(mappers.unreadable()).containsExactly("mapper0.xml");
        assertThat(mappers.statement("a.B.it")).isEmpty();
    }

    @Test
    void entitiesThatSwell_areNotExpanded() {
        StringBuilder file = new StringBuilder("<!DOCTYPE mapper [<!ENTITY e0 'xxxxxxxxxx'>");
        for (int at = 1; at < 30; at++) {
            file.append("<!ENTITY e").append(at).append(" '");
            file.append(("&e" + (at - 1) + ";").repeat(10)).append("'>");
        }
        file.append("]><mapper namespace='a.B'><select id='it'>&e29;</select></mapper>");
        assertThat(read(file.toString()).unreadable()).containsExactly("mapper0.xml");
    }

    @Test
    void fragmentsThatIncludeThemselves_andDeepOnes_end() {
        assertThat(texts("<sql id='s'>x <include refid='s'/><include refid='s'/></sql>"
                        + "<select id='it'>select 1 from t <include refid='s'/></select>"))
                .isNotEmpty();
        String deep = "<if test='a'>".repeat(100_000);
        assertThat(read("<mapper namespace='a.B'><select id='it'>" + deep).unreadable())
                .hasSize(1);
    }
}
