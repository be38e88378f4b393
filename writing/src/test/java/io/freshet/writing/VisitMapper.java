package io.freshet.writing;

import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.StatementType;

import java.util.List;
import java.util.Map;

/** Statements of MyBatis. */
interface VisitMapper {

    @Insert("insert into visit (id, client_id, price) values (#{id}, #{client}, #{price})")
    int insert(@Param("id") int id, @Param("client") int client, @Param("price") int price);

    @Insert({
        "<script>insert into stock (shop, item, pieces) values",
        "<foreach collection='items' item='item' separator=','>(7, #{item}, 1)</foreach></script>"
    })
    int stock(@Param("items") List<Integer> items);

    @Update("update visit set price = #{price} where id = #{id}")
    int price(@Param("id") int id, @Param("price") int price);

    @Update({
        "<script>update visit <set><if test='price != null'>price = #{price},</if>",
        "<if test='client != null'>client_id = #{client},</if></set>",
        "where id in <foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach></script>"
    })
    int change(@Param("ids") List<Integer> ids, @Param("price") Integer price, @Param("client") Integer client);

    @Delete("delete from visit where client_id = ${client}")
    int deleteOf(@Param("client") int client);

    @Update("call raise_prices(1)")
    @Options(statementType = StatementType.CALLABLE)
    void raise();

    @Select("select id, price from visit order by id")
    List<Map<String, Object>> all();

    @Select("select id from visit where client_id = #{client} for update")
    List<Integer> locked(@Param("client") int client);
}
