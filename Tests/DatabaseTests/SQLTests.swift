import Database
import Testing

@Suite("SQL: values become parameters")
struct SQLTests {
  @Test("values are numbered in order of appearance")
  func numbering() {
    let town: String? = nil
    let sql: SQL = "SELECT a FROM t WHERE b = \(7) AND c = \("x") AND d = \(true) AND e = \(town)"
    #expect(sql.text == "SELECT a FROM t WHERE b = $1 AND c = $2 AND d = $3 AND e = $4")
    #expect(sql.arguments == [.integer(7), .text("x"), .integer(1), .null])
  }

  @Test("the text depends on the program alone")
  func textIsStable() {
    func statement(_ name: String) -> SQL { "SELECT 1 WHERE name = \(name)" }
    #expect(statement("a").text == statement("'; DROP TABLE t; --").text)
    #expect(statement("$1").text == "SELECT 1 WHERE name = $1")
  }

  @Test("the second text of a sum is renumbered, beyond nine too")
  func sum() {
    let left: SQL = "a = \(1) AND b = \(2)"
    var sql = left + " AND " + "c = \(3)"
    #expect(sql.text == "a = $1 AND b = $2 AND c = $3")
    for number in 4...12 { sql += " AND x = \(number)" }
    #expect(sql.text.hasSuffix("x = $10 AND x = $11 AND x = $12"))
    #expect(sql.arguments.count == 12)
    let both = sql + sql
    #expect(both.text.hasSuffix("x = $24"))
    #expect(both.arguments == sql.arguments + sql.arguments)
  }

  @Test("fragments and identifiers are composed, values never")
  func raw() throws {
    let column = try #require(SQLIdentifier("unit_cost"))
    let condition: SQL = "kind = \("bolt")"
    let sql: SQL = "SELECT \(raw: column) FROM t WHERE id = \(1) AND \(raw: condition)"
    #expect(sql.text == "SELECT \"unit_cost\" FROM t WHERE id = $1 AND kind = $2")
    #expect(sql.arguments == [.integer(1), .text("bolt")])
  }

  @Test(
    "only plain names are identifiers",
    arguments: ["", "a b", "a\"b", "a;b", "1a", "é", "a-b", "a.b", "$1"])
  func identifiers(_ name: String) {
    #expect(SQLIdentifier(name) == nil)
  }

  @Test("lists are filled up to a power of two, so that few texts exist")
  func lists() {
    #expect(SQL.list([1, 2, 3]).text == "($1, $2, $3, $4)")
    #expect(SQL.list([1, 2, 3]).arguments == [1, 2, 3, 3].map { .integer($0) })
    #expect(SQL.list(["a"]).text == "($1)")
    #expect(SQL.list([Int]()).text == "(NULL)")
    let sql: SQL = "a = \(9) AND b IN \(raw: .list([1, 2]))"
    #expect(sql.text == "a = $1 AND b IN ($2, $3)")
  }

  @Test("joined fragments keep their values in order")
  func joined() {
    let sql = SQL.joined(["a = \(1)", "b = \(2)", "c IS NULL"], separator: " AND ")
    #expect(sql.text == "a = $1 AND b = $2 AND c IS NULL")
    #expect(sql.arguments == [.integer(1), .integer(2)])
  }

  @Test("a text prepared once counts its parameters")
  func prepared() {
    let text: SQLText = "UPDATE t SET a = $1, b = $2 WHERE a = $1"
    #expect(text.parameterCount == 2)
    #expect(SQL(text, [.null, .null]).text == text.text)
  }

  @Test("a hand-written placeholder in an interpolated statement is a programmer's mistake")
  func handWritten() async {
    await #expect(processExitsWith: .failure) {
      let value = 1
      let sql: SQL = "a = $1 AND b = \(value)"
      print(sql.text)
    }
  }

  @Test("placeholders out of order are a programmer's mistake")
  func outOfOrder() async {
    await #expect(processExitsWith: .failure) {
      let text: SQLText = "UPDATE t SET a = $2 WHERE b = $1"
      print(text.text)
    }
  }
}
