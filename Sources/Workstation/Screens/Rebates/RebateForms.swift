import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// An agreement as it is typed: one text a field.
struct RebateTexts: Sendable {
  var customer = ""
  var group = ""
  var mode = RebateMode.total
  var tiers = ""
  var families = ""
  var products = ""
  var from = ""
  var until = ""
  var settleBy = ""
  var name = ""

  /// Nothing typed yet.
  init() {}

  /// An agreement that exists.
  init(_ row: RebateRow, _ format: Format) {
    let agreement = row.terms.agreement
    customer = row.customer?.code ?? ""
    group = agreement.priceGroup
    mode = agreement.mode
    tiers = RebateTiersText.typed(row.terms.tiers, agreement.currency)
    families = row.families.map(\.code).joined(separator: " ")
    products = row.products.map(\.code).joined(separator: " ")
    from = format.day(agreement.validFrom)
    until = format.day(agreement.validTo)
    settleBy = agreement.settlementDay.map { format.day($0) } ?? ""
    name = agreement.name
  }
}

/// A derogation as it is typed.
struct DerogationTexts: Sendable {
  var supplier = ""
  var product = ""
  var customer = ""
  var site = ""
  var cost = ""
  var quantity = ""
  var from = ""
  var until = ""
  var reference = ""

  /// Nothing typed yet.
  init() {}

  /// A derogation that exists.
  init(_ row: DerogationRow, _ format: Format) {
    supplier = row.supplier.code
    product = row.product.code
    customer = row.customer.code
    site = row.site?.code ?? ""
    cost = format.cost(row.derogation.unitCost)
    quantity = row.derogation.quantity.map { format.quantity($0) } ?? ""
    from = format.day(row.derogation.validFrom)
    until = format.day(row.derogation.validTo)
    reference = row.derogation.reference
  }
}

/// The forms about rebates and derogations: what they ask and how an answer becomes acts.
enum RebateForms {
  private static func field(
    _ key: String, _ text: String, _ session: Session, isWanted: Bool = false,
    _ isRight: @escaping @Sendable (String) -> Bool = { _ in true }
  ) -> FormField {
    let wrong =
      session.format.texts.optional("rebates.problem.\(key)") ?? session.text("rebates.problem")
    return FormField(
      key, label: session.text("rebates.field.\(key)"), text: text,
      hint: session.format.texts.optional("rebates.hint.\(key)") ?? "",
      problem: { typed in
        if typed.trimmed.isEmpty { return isWanted ? wrong : nil }
        return isRight(typed) ? nil : wrong
      })
  }

  private static func dayField(
    _ key: String, _ text: String, _ session: Session, isWanted: Bool = false
  ) -> FormField {
    let (today, format) = (session.today, session.format)
    return field(key, text, session, isWanted: isWanted) { GoodsForms.day($0, today) != nil }
      .echoing { typed in GoodsForms.day(typed, today).map { "= " + format.longDay($0) } ?? "" }
  }

  private static func customerField(
    _ text: String, _ session: Session, isWanted: Bool
  ) -> FormField {
    field("customer", text, session, isWanted: isWanted).lookingUp { reader, letters in
      try reader.found(Customer.self, by: letters, limit: 8)
        .map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
    }
  }

  // MARK: Rebates

  /// An agreement, new or as it stands.
  static func rebate(_ texts: RebateTexts, _ session: Session) -> Modal {
    let currency = session.company.currency
    let modes = RebateMode.allCases.map { ($0, session.text("rebates.mode.\($0.rawValue)")) }
    let mode = modes.first { $0.0 == texts.mode }?.1 ?? ""
    return .form(
      id: "rebates.rebate", title: session.text("rebates.rebate.title"),
      [
        customerField(texts.customer, session, isWanted: false),
        field("group", texts.group, session),
        field("mode", mode, session, isWanted: true) { Self.mode($0, session) != nil },
        field("tiers", texts.tiers, session, isWanted: true) {
          RebateTiersText.read($0, currency) != nil
        },
        field("families", texts.families, session), field("products", texts.products, session),
        dayField("from", texts.from, session, isWanted: true),
        dayField("until", texts.until, session, isWanted: true),
        dayField("settleBy", texts.settleBy, session), field("name", texts.name, session),
      ])
  }

  /// The word of a mode, or its beginning.
  private static func mode(_ text: String, _ session: Session) -> RebateMode? {
    let typed = Folding.fold(text.trimmed)
    guard !typed.isEmpty else { return nil }
    return RebateMode.allCases.first {
      Folding.fold(session.text("rebates.mode.\($0.rawValue)")).hasPrefix(typed)
    }
  }

  private static func wanted(
    _ values: FormValues, over old: RebateAgreement?, _ session: Session, _ reader: StoreReader
  ) throws -> RebateTerms {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    let today = session.today
    let customer = try text("customer").isEmpty ? nil : reader.customer(coded: text("customer"))
    let currency = customer?.currency ?? old?.currency ?? session.company.currency
    var agreement =
      old
      ?? RebateAgreement(
        id: ID(rawValue: 0), code: "", currency: currency, validFrom: today, validTo: today,
        mode: .total)
    agreement.customerID = customer?.id
    agreement.priceGroup = text("group")
    agreement.currency = currency
    agreement.mode = mode(text("mode"), session) ?? agreement.mode
    agreement.validFrom = GoodsForms.day(text("from"), today) ?? agreement.validFrom
    agreement.validTo = GoodsForms.day(text("until"), today) ?? agreement.validTo
    agreement.settlementDay = GoodsForms.day(text("settleBy"), today)
    agreement.name = text("name")
    return RebateTerms(
      agreement, tiers: RebateTiersText.read(text("tiers"), currency) ?? [],
      families: try text("families").split(whereSeparator: \.isWhitespace)
        .map { try reader.family(coded: String($0)).id },
      products: try text("products").split(whereSeparator: \.isWhitespace).map { code in
        guard let product = try reader.product(coded: String(code)) else {
          throw StoreError.notFound(kind: "product", key: String(code))
        }
        return product.id
      })
  }

  static func createRebate(_ values: FormValues, _ session: Session) -> Effect {
    .act { reader in CreateRebate(try wanted(values, over: nil, session, reader)) }
  }

  static func editRebate(_ row: RebateRow, _ values: FormValues, _ session: Session) -> Effect {
    let old = row.terms.agreement
    return .act { reader in EditRebate(old, to: try wanted(values, over: old, session, reader)) }
  }

  /// The last day of an agreement or of a derogation.
  static func end(_ session: Session) -> Modal {
    .form(
      id: "rebates.end", title: session.text("rebates.end.title"),
      [dayField("last", session.format.day(session.today), session, isWanted: true)])
  }

  /// The credit note that settled an agreement.
  static func settle(_ agreement: RebateAgreement, _ code: String, _ session: Session) -> Modal {
    var fields = [field("reference", "", session)]
    if agreement.customerID == nil {
      fields.insert(customerField(code, session, isWanted: true), at: 0)
    }
    return .form(
      id: "rebates.settle",
      title: session.text("rebates.settle.title", Fact("code", .text(agreement.code))), fields)
  }

  static func settle(
    _ agreement: RebateAgreement, _ customer: ID<Customer>?, _ values: FormValues
  ) -> Effect {
    .act { reader in
      let code = (values["customer"] ?? "").trimmed
      let party = try code.isEmpty ? customer : reader.customer(coded: code).id
      return SettleRebate(
        agreement.id, with: party, reference: (values["reference"] ?? "").trimmed)
    }
  }

  // MARK: Derogations

  /// A derogation, new or as it stands.
  static func derogation(_ texts: DerogationTexts, _ session: Session) -> Modal {
    let supplier = field("supplier", texts.supplier, session, isWanted: true)
      .lookingUp { reader, letters in
        let typed = Folding.fold(letters)
        return try reader.all(Supplier.self, "ORDER BY code")
          .filter { Folding.fold($0.code + " " + $0.name).contains(typed) }
          .prefix(8).map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
      }
    let product = field("product", texts.product, session, isWanted: true)
      .lookingUp { reader, letters in
        try reader.found(Product.self, by: letters, limit: 8)
          .map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
      }
    return .form(
      id: "rebates.derogation", title: session.text("rebates.derogation.title"),
      [
        supplier, product, customerField(texts.customer, session, isWanted: true),
        field("site", texts.site, session),
        field("cost", texts.cost, session, isWanted: true) {
          GoodsForms.price($0).map { $0 >= .zero } ?? false
        },
        field("quantity", texts.quantity, session) {
          GoodsForms.quantity($0).map { $0 > .zero } ?? false
        },
        dayField("from", texts.from, session),
        dayField("until", texts.until, session, isWanted: true),
        field("letter", texts.reference, session),
      ])
  }

  private static func wanted(
    _ values: FormValues, over old: SupplierDerogation?, _ session: Session, _ reader: StoreReader
  ) throws -> SupplierDerogation {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    let today = session.today
    let customer = try reader.customer(coded: text("customer"))
    guard let product = try reader.product(coded: text("product")) else {
      throw StoreError.notFound(kind: "product", key: text("product"))
    }
    var wanted = SupplierDerogation(
      id: old?.id ?? ID(rawValue: 0), reference: text("letter"),
      supplierID: try reader.supplier(coded: text("supplier")).id, productID: product.id,
      customerID: customer.id, unitCost: GoodsForms.price(text("cost")) ?? .zero,
      validFrom: GoodsForms.day(text("from"), today) ?? old?.validFrom ?? today,
      validTo: GoodsForms.day(text("until"), today) ?? old?.validTo ?? today)
    wanted.siteID =
      try text("site").isEmpty ? nil : reader.site(coded: text("site"), of: customer.id).id
    wanted.quantity = GoodsForms.quantity(text("quantity"))
    return wanted
  }

  static func createDerogation(_ values: FormValues, _ session: Session) -> Effect {
    .act { reader in CreateDerogation(try wanted(values, over: nil, session, reader)) }
  }

  static func editDerogation(
    _ old: SupplierDerogation, _ values: FormValues, _ session: Session
  ) -> Effect {
    .act { reader in EditDerogation(old, to: try wanted(values, over: old, session, reader)) }
  }
}
