package io.freshet.audit.effect;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import io.freshet.audit.rule.Audited;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Statements of MyBatis: in mapper files, in annotations, by the id. */
class MyBatisTests {

    private static final String ANNOTATIONS = """
            package org.apache.ibatis.annotations;
            public @interface Mapper {}
            @interface Nothing {}
            """;
    private static final String SELECT =
            "package org.apache.ibatis.annotations;\npublic @interface Select { String[] value(); }";
    private static final String UPDATE =
            "package org.apache.ibatis.annotations;\npublic @interface Update { String[] value(); }";
    private static final String SESSION = "package org.apache.ibatis.session;\n"
            + "public interface SqlSession { int delete(String statement, Object parameter); }";

    private static final String SOURCE = """
            class Option { Long id; String name; }
            @org.apache.ibatis.annotations.Mapper interface OptionMapper {
                Option find(Long id);
                List<Option> search(String name);
                int rename(Long id, String name);
                int describe(Long id, String text);
                int add(Option option);
                @org.apache.ibatis.annotations.Update("<script>update sys_option <set><if test='name != null'>name = #{name},</if></set> where id = #{id}</script>")
                int script(Long id, String name);
                int lost(Long id);
            }
            @Service class Options {
                OptionMapper mapper;
                @Cacheable(cacheNames = "options", key = "#id") public Option get(Long id) { return mapper.find(id); }
                @Cacheable("found") public List<Option> search(String name) { return mapper.search(name); }
            }
            @RestController class C {
                OptionMapper mapper;
                org.apache.ibatis.session.SqlSession session;
                @PutMapping("/name") void name(Long id, String name) { mapper.rename(id, name); }
                @PutMapping("/text") void text(Long id, String text) { mapper.describe(id, text); }
                @PutMapping("/script") void script(Long id, String text) { mapper.script(id, text); }
                @PostMapping("/o") void add(Option option) { mapper.add(option); }
                @DeleteMapping("/o") void remove(Long id) { session.delete("shop.OptionMapper.remove", id); }
                @DeleteMapping("/lost") void lost(Long id) { mapper.lost(id); }
            }
            """;

    private static final String MAPPER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "http://mybatis.org/dtd/mybatis-3-mapper.dtd">
            <mapper namespace="shop.OptionMapper">
              <sql id="table">${prefix}option</sql>
              <resultMap id="whole" type="Option"><collection property="tags" select="tags" column="id"/></resultMap>
              <select id="find" resultType="Option">
                select o.id, o.name from <include refid="table"><property name="prefix" value="sys_"/></include> o where o.id = #{id}
              </select>
              <select id="search" resultMap="whole">
                select id, name from sys_option
                <where>
                  <choose>
                    <when test="name != null">and name = #{name}</when>
                    <otherwise>and exists (select 1 from sys_default d where d.id = sys_option.id)</otherwise>
                  </choose>
                  <if test="ids != null">and id in <foreach item="id" collection="ids" open="(" separator="," close=")">#{id}</foreach></if>
                </where>
                order by ${column}
              </select>
              <select id="tags" resultType="string">select tag from sys_tag where option_id = #{id}</select>
              <insert id="add"><selectKey keyProperty="id" order="BEFORE">select nextval('s')</selectKey>insert into sys_option (id, name) values (#{id}, #{name})</insert>
              <update id="rename">update sys_option <set><if test="name != null">name = #{name},</if></set> where id = #{id}</update>
              <update id="describe">update sys_option set text = #{text} where id = #{id} and 1 &lt; 2</update>
              <delete id="remove">delete from sys_option where id = #{id}</delete>
            </mapper>
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void compile() {
        Compiled.compile(
                folder,
                List.of("-parameters", "-g", "-proc:none"),
                Shop.BASE + SOURCE,
                ANNOTATIONS,
                SELECT,
                UPDATE,
                SESSION);
    }

    private Audited audit(String mapper) throws IOException {
        Path file = folder.resolve("mapper/system/Option.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, mapper);
        return Compiled.auditFiles(folder);
    }

    @Test
    void statementsOfMapperFiles_areKnownByColumns() throws IOException {
        Audited audited = audit(MAPPER);
        assertThat(audited.findings())
                .filteredOn(finding -> finding.rule().id().equals("write-without-eviction"))
                .extracting(finding -> finding.cache() + " " + finding.entry() + " " + finding.tables())
                .containsExactlyInAnyOrder(
                        "options PUT /name [sys_option]",
                        "options PUT /script [sys_option]",
                        "options DELETE /o [sys_option]",
                        "found PUT /name [sys_option]",
                        "found PUT /script [sys_option]",
                        "found POST /o [sys_option]",
                        "found DELETE /o [sys_option]");
        assertThat(audited.unresolved())
                .singleElement()
                .satisfies(each -> assertThat(each.what()).contains("OptionMapper.lost", "no mapper file"));
    }

    @Test
    void aMapperFileThatCannotBeRead_isListed() throws IOException {
        Audited audited = audit(MAPPER.replace("</mapper>", ""));
        assertThat(audited.unresolved())
                .anySatisfy(each -> assertThat(each.what()).contains("Option.xml could not be read"));
    }

    @Test
    void nestedSelectsAndAlternatives_areRead() throws IOException {
        assertThat(audit(MAPPER.replace("delete from sys_option", "delete from sys_tag"))
                        .findings())
                .extracting(finding -> finding.cache() + " " + finding.entry())
                .contains("found DELETE /o")
                .doesNotContain("options DELETE /o");
        assertThat(audit(MAPPER.replace("delete from sys_option", "delete from sys_default"))
                        .findings())
                .extracting(finding -> finding.cache() + " " + finding.entry())
                .contains("found DELETE /o");
    }
}
