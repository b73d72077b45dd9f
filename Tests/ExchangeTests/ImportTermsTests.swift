import Exchange
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Prices and terms in our own files", .eachEngine)
struct ImportTermsTests {
  private func company() throws -> ImportCompany {
    let company = try ImportCompany()
    try company.run(files: [
      "product.csv": "key,code,name,unit,listPrice\nVIS,VIS,Vis,u,10.00\n",
      "customer.csv": "key,code,name\nTOIT,TOIT,Toitures\n",
    ])
    return company
  }

  private func price(_ company: ImportCompany, _ day: Day = ImportCompany.today) throws -> String? {
    try company.store.read { reader in
      let product = try #require(try reader.withCode(Product.self, "VIS"))
      return try reader.listPrice(of: product, on: day)?.description
    }
  }

  @Test("an imported list price replaces a dated one that has begun, and none to come")
  func listPrice() throws {
    let company = try company()
    let today = ImportCompany.today
    try company.run(files: [
      "productPrice.csv": """
      key,product,from,price
      1,VIS,\((today - 5).isoText),11.00
      2,VIS,\((today + 5).isoText),15.00

      """
    ])
    #expect(try price(company) == "11")
    let files = ["product.csv": "key,code,name,unit,listPrice\nVIS,VIS,Vis,u,12.00\n"]
    let answer = try company.run(files: files)
    #expect(answer.summary.counts[.product]?.changed == 1)
    #expect(try price(company) == "12")
    #expect(try price(company, today + 5) == "15")
    #expect(try company.run(files: files).summary.counts[.product]?.unchanged == 1)
    // The price of before, said again, holds again.
    try company.run(files: [
      "productPrice.csv": "key,product,from,price\n1,VIS,\(today.isoText),13\n"
    ])
    #expect(try company.run(files: files).summary.counts[.product]?.changed == 1)
    #expect(try price(company) == "12")
  }

  @Test("rules that no form would take are refused with their column")
  func rules() throws {
    let company = try company()
    let head = "key,product,customer,price,cap,floorPrice,index\n"
    let answer = try company.run(files: [
      "priceRule.csv": head + "1,VIS,,9.00,500,,\n2,VIS,TOIT,9.00,,8.00,\n3,VIS,TOIT,9.00,,,CU\n"
        + "4,VIS,TOIT,9.00,500,,\n5,VIS,TOIT,9.00,,,OR\n",
      "index.csv": "key,code,name\nCU,CU,Cuivre\n",
    ])
    #expect(
      answer.rejections.map { "\($0.line) \($0.column ?? "") \($0.reason)" } == [
        "2 cap refusedByStore", "3 floorPrice refusedByStore", "4 index refusedByStore",
        "6 index unknownReference",
      ])
    let rules = try company.store.read { try $0.all(PriceRule.self) }
    #expect(try rules.map(\.capQuantity) == [Quantity(machine: "500")])
  }
}
