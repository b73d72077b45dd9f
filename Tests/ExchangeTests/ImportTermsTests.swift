import Exchange
import Foundation
import Sales
import SalesDesk
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

  @Test("a payment term comes in, is named by a customer, and changes no document that names it")
  func paymentTerms() throws {
    let company = try company()
    let head = "key,code,name,days,kind,dayOfMonth\n"
    let files = [
      "paymentTerm.csv": head + "45,45J10,45 jours le 10,45,daysThenEndOfMonth,10\n",
      "customer.csv": "key,code,name,paymentTerm\nTOIT,TOIT,Toitures,45\n",
    ]
    #expect(try company.run(files: files).rejections == [])
    func term() throws -> PaymentTerm? {
      try company.store.read { try $0.withCode(PaymentTerm.self, "45J10") }
    }
    let kept = try #require(try term())
    #expect(kept.days == 45 && kept.kind == .daysThenEndOfMonth && kept.dayOfMonth == 10)
    let customer = try company.store.read { try $0.withCode(Customer.self, "TOIT") }
    #expect(customer?.paymentTermID == kept.id)
    // What a file does not say stays.
    try company.run(files: ["paymentTerm.csv": "key,name,days\n45,Comme convenu,60\n"])
    #expect(try term()?.dayOfMonth == 10 && term()?.days == 60)
    for (cells, column) in [
      ("45,45J10,Trop,366,net,", "days"), ("45,45J10,Trop,30,net,32", "dayOfMonth"),
      ("45,45J10,Trop,30,jamais,", "kind"),
    ] {
      let answer = try company.run(files: ["paymentTerm.csv": head + cells + "\n"])
      #expect(answer.rejections.map(\.column) == [column], "\(cells)")
    }
    try company.run(files: [
      "order.csv": "key,number,customer,ordered\nC1,C1,TOIT,\(ImportCompany.today.isoText)\n"
    ])
    try company.store.write { writer in
      let order = try #require(try writer.first(SalesOrder.self, ""))
      var agreed = order
      agreed.paymentTermID = kept.id
      try writer.updateInBulk(order, to: agreed)
    }
    let used = try company.run(files: ["paymentTerm.csv": head + "45,45J10,Autre,30,net,10\n"])
    #expect(used.rejections.map(\.column) == ["days"])
    try company.run(files: ["paymentTerm.csv": "key,name,days\n45,Autre nom,60\n"])
    #expect(try term()?.name == "Autre nom")
  }

  @Test("a line names a set of its own order, and files without sets leave what is known of them")
  func orderSets() throws {
    let company = try company()
    let day = ImportCompany.today.isoText
    let heads = "key,number,customer,ordered\nC1,C1,TOIT,\(day)\nC2,C2,TOIT,\(day)\n"
    let sets = "key,order,set,name,quantity,closed\nC1/1,C1,kit,Kit,2,true\n"
    let lines = "key,order,set,product,quantity,price\nC1/2,C1,C1/1,VIS,4,10.00\n"
    let files = ["order.csv": heads, "orderSet.csv": sets, "orderLine.csv": lines]
    #expect(try company.run(files: files).rejections == [])
    func part() throws -> OrderLine? {
      try company.store.read { try $0.first(OrderLine.self, "WHERE product_id IS NOT NULL") }
    }
    #expect(try part()?.setOf == 1)
    try company.run(files: [
      "orderLine.csv": "key,order,product,quantity,price\nC1/2,C1,VIS,5,10.00\n"
    ])
    #expect(try part()?.setOf == 1 && part()?.quantity == Quantity(machine: "5"))
    let other = "key,order,set,product,quantity,price\nC2/1,C2,C1/1,VIS,4,10.00\n"
    let refused = try company.run(files: ["orderSet.csv": sets, "orderLine.csv": other])
    #expect(refused.rejections.map(\.reason) == [.unknownReference])
    let nothing = sets.replacingOccurrences(of: ",2,true", with: ",0,true")
    #expect(try company.run(files: ["orderSet.csv": nothing]).rejections.count == 1)
    let findings = try company.store.read { try CompanyCheck.run($0) }
    #expect(findings == [])
  }
}
