import Sales

/// The records that can be brought in. The order is the one in which a profile should name them:
/// what others refer to comes first.
public enum RecordKind: String, Sendable, Equatable, CaseIterable {
  case unit, family, familyFloor, floorRule, warehouse, salesperson, pipeline, stage, supplier,
    priceList, paymentTerm
  case customer, contact, site, product, productUnit, alias, productPrice, equivalent
  case supplierPrice, index, indexValue, exchangeRate, priceRule, rebate, derogation, productSet
  case stock
  case openItem
  case opportunity, stay, order, orderSet, orderLine, purchase, purchaseLine
}

/// What a field holds, and thereby how its cell is read.
public enum FieldType: Sendable, Equatable {
  case text
  /// Minor units of the profile's currency.
  case amount
  /// Minor units of the currency that the row's own `currency` names; of the profile's where it names none.
  case documentAmount
  /// Ten-thousandths of the currency's major unit, per price unit.
  case price
  /// Thousandths.
  case quantity
  /// Millionths: the value of an index.
  case indexValue
  /// Hundred-millionths: an exchange rate.
  case exchangeRate
  /// The code of a currency.
  case currency
  /// Basis points; a cell holds percent unless the profile gives another scale.
  case ratio
  /// A whole number.
  case count
  case day
  case flag
  /// The external key of another record.
  case reference(RecordKind)
  /// One of these words; a profile maps the source's words to them.
  case choice([String])
}

/// A field of a kind of record.
public struct FieldSchema: Sendable, Equatable {
  /// What the field holds.
  public let type: FieldType
  /// A row without it is refused.
  public let isRequired: Bool
}

extension RecordKind {
  /// The fields of this kind, by name. A profile may leave out what is not required; a field that
  /// is left out, or whose cell is empty, is unknown, which is never zero.
  public var fields: [String: FieldSchema] { Self.schemas[self] ?? [:] }

  private static let schemas: [RecordKind: [String: FieldSchema]] = {
    var schemas = parties
    schemas.merge(catalogue) { first, _ in first }
    schemas.merge(sales) { first, _ in first }
    return schemas
  }()

  private static func must(_ type: FieldType) -> FieldSchema {
    FieldSchema(type: type, isRequired: true)
  }

  private static func may(_ type: FieldType) -> FieldSchema {
    FieldSchema(type: type, isRequired: false)
  }

  private static let address: [String: FieldSchema] = [
    "street": may(.text), "postalCode": may(.text), "town": may(.text), "region": may(.text),
    "country": may(.text),
  ]

  private static let parties: [RecordKind: [String: FieldSchema]] = [
    .salesperson: [
      "code": may(.text), "name": must(.text), "title": may(.text), "team": may(.text),
      "role": may(.choice(["salesperson", "manager", "orderDesk", "administrator"])),
      "reportsTo": may(.reference(.salesperson)), "email": may(.text), "phone": may(.text),
    ],
    .customer: address.merging([
      "code": may(.text), "name": must(.text), "phone": may(.text), "email": may(.text),
      "sector": may(.text), "class": may(.text), "priceGroup": may(.text), "siren": may(.text),
      "vatNumber": may(.text), "paymentTerm": may(.reference(.paymentTerm)),
      "creditLimit": may(.amount),
      "salesperson": may(.reference(.salesperson)), "warehouse": may(.reference(.warehouse)),
      "parent": may(.reference(.customer)), "blockedReason": may(.text), "note": may(.text),
      "priceList": may(.reference(.priceList)), "discount": may(.ratio),
      "carriageFreeFrom": may(.amount), "carriageAmount": may(.amount),
      "legalException": may(.text), "currency": may(.currency),
    ]) { first, _ in first },
    .contact: [
      "customer": must(.reference(.customer)), "name": must(.text), "title": may(.text),
      "phone": may(.text), "mobile": may(.text), "fax": may(.text), "email": may(.text),
      "roles": may(.text),
    ],
    .site: address.merging([
      "customer": must(.reference(.customer)), "name": must(.text), "contact": may(.text),
      "phone": may(.text), "warehouse": may(.reference(.warehouse)),
    ]) { first, _ in first },
    .supplier: address.merging([
      "code": may(.text), "name": must(.text), "contact": may(.text), "phone": may(.text),
      "email": may(.text), "leadTimeDays": may(.count), "currency": may(.currency),
    ]) { first, _ in first },
    .openItem: [
      "customer": must(.reference(.customer)), "number": must(.text), "due": must(.day),
      "balance": must(.amount), "issued": may(.day), "disputed": may(.flag),
      "kind": may(.choice(["invoice", "unposted", "creditNote", "deposit", "billOfExchange"])),
    ],
  ]

  private static let catalogue: [RecordKind: [String: FieldSchema]] = [
    .unit: ["code": may(.text), "name": must(.text), "decimals": may(.count)],
    .family: [
      "code": may(.text), "name": must(.text), "parent": may(.reference(.family)),
      "floor": may(.ratio), "description": may(.text),
    ],
    .familyFloor: [
      "family": must(.reference(.family)), "class": must(.text), "floor": must(.ratio),
    ],
    .floorRule: [
      "subject": must(.choice(FloorSubject.allCases.map(\.rawValue))),
      "family": may(.reference(.family)), "class": may(.text),
      "role": may(.choice(FloorActions.roles.map(\.rawValue))),
      "action": must(.choice(FloorAction.allCases.map(\.rawValue))),
    ],
    .warehouse: ["code": may(.text), "name": must(.text), "town": may(.text)],
    .priceList: [
      "code": may(.text), "name": must(.text), "currency": may(.currency), "from": may(.day),
      "until": may(.day),
    ],
    .paymentTerm: [
      "code": may(.text), "name": must(.text), "days": must(.count),
      "kind": may(.choice(PaymentTermKind.allCases.map(\.rawValue))),
      "dayOfMonth": may(.count),
    ],
    .product: [
      "code": may(.text), "name": must(.text), "family": may(.reference(.family)),
      "unit": may(.reference(.unit)), "priceUnit": may(.count), "listPrice": may(.price),
      "cost": may(.price), "vatRate": may(.ratio), "packaging": may(.text),
      "supplier": may(.reference(.supplier)), "reorderLevel": may(.quantity),
      "barcode": may(.text), "discontinued": may(.flag), "priceDecimals": may(.count),
      "ecoContribution": may(.price),
      "standardCost": may(.price),
    ],
    .productPrice: [
      "product": must(.reference(.product)), "from": must(.day), "price": must(.price),
    ],
    .equivalent: [
      "product": must(.reference(.product)), "other": must(.reference(.product)),
    ],
    .index: ["code": may(.text), "name": must(.text), "unit": may(.text)],
    .indexValue: [
      "index": must(.reference(.index)), "day": must(.day), "value": must(.indexValue),
    ],
    .exchangeRate: ["currency": must(.currency), "day": must(.day), "rate": must(.exchangeRate)],
    .productUnit: [
      "product": must(.reference(.product)), "unit": must(.reference(.unit)),
      "factor": must(.quantity), "barcode": may(.text),
    ],
    .alias: [
      "product": must(.reference(.product)), "code": must(.text), "name": may(.text),
      "customer": may(.reference(.customer)), "supplier": may(.reference(.supplier)),
      "kind": may(.choice(["customer", "supplier", "barcode", "other"])),
    ],
    .supplierPrice: [
      "supplier": must(.reference(.supplier)), "product": must(.reference(.product)),
      "price": may(.price), "minimum": may(.quantity), "multiple": may(.quantity),
      "leadTimeDays": may(.count), "supplierCode": may(.text), "sequence": may(.count),
      "from": may(.day), "until": may(.day), "currency": may(.currency),
    ],
    .priceRule: [
      "product": may(.reference(.product)), "family": may(.reference(.family)),
      "customer": may(.reference(.customer)), "priceGroup": may(.text),
      "minimum": may(.quantity), "from": may(.day), "until": may(.day), "price": may(.price),
      "discount": may(.ratio), "formula": may(.text), "firm": may(.flag), "label": may(.text),
      "level": may(.choice(["contract", "customerGroup", "promotion", "list"])),
      "site": may(.reference(.site)), "priceList": may(.reference(.priceList)),
      "cap": may(.quantity), "floorPrice": may(.price), "index": may(.reference(.index)),
      "indexShare": may(.ratio), "indexBase": may(.indexValue), "currency": may(.currency),
    ],
    .rebate: [
      "customer": may(.reference(.customer)), "priceGroup": may(.text), "label": may(.text),
      "mode": may(.choice(["flat", "total", "slice"])), "tiers": must(.text),
      "families": may(.text), "products": may(.text), "from": must(.day), "until": must(.day),
      "settleBy": may(.day),
    ],
    .derogation: [
      "reference": may(.text), "supplier": must(.reference(.supplier)),
      "product": must(.reference(.product)), "customer": must(.reference(.customer)),
      "cost": must(.price), "quantity": may(.quantity), "from": must(.day), "until": must(.day),
    ],
    .productSet: [
      "code": may(.text), "name": must(.text), "lines": must(.text), "closed": may(.flag),
      "hidesParts": may(.flag),
      "active": may(.flag), "from": may(.day), "until": may(.day),
    ],
    .stock: [
      "product": must(.reference(.product)), "warehouse": must(.reference(.warehouse)),
      "onHand": must(.quantity), "cost": may(.price), "day": may(.day),
    ],
  ]

  private static let sales: [RecordKind: [String: FieldSchema]] = [
    .pipeline: ["name": must(.text)],
    .stage: [
      "pipeline": must(.reference(.pipeline)), "name": must(.text), "position": must(.count),
      "probability": may(.ratio), "ageLimitDays": may(.count),
      "outcome": must(.choice(["open", "won", "lost"])),
    ],
    .opportunity: [
      "title": must(.text), "customer": may(.reference(.customer)),
      "salesperson": may(.reference(.salesperson)), "stage": must(.reference(.stage)),
      "product": may(.reference(.product)), "amount": may(.amount), "probability": may(.ratio),
      "opened": may(.day), "closed": may(.day), "expectedClose": may(.day),
      "lostReason": may(.text), "competitor": may(.text), "origin": may(.text),
      "note": may(.text),
    ],
    .stay: [
      "opportunity": must(.reference(.opportunity)), "stage": must(.reference(.stage)),
      "entered": must(.day), "left": may(.day),
    ],
    .order: address.merging([
      "number": must(.text), "customer": must(.reference(.customer)),
      "salesperson": may(.reference(.salesperson)), "ordered": must(.day),
      "requested": may(.day), "delivered": may(.day), "carriage": may(.documentAmount),
      "carrier": may(.text), "siteName": may(.text), "warehouse": may(.reference(.warehouse)),
      "customerReference": may(.text), "invoicedElsewhere": may(.flag),
      "movesStock": may(.flag), "reservesStock": may(.flag), "currency": may(.currency),
      "rate": may(.exchangeRate), "rateDay": may(.day),
      "customerOrder": may(.text), "acceptedBy": may(.text), "accepted": may(.day),
      "acceptedChannel": may(.choice(["signature", "email", "phone", "purchaseOrder"])),
    ]) { first, _ in first },
    .orderSet: [
      "order": must(.reference(.order)), "set": must(.text), "name": must(.text),
      "quantity": must(.quantity), "closed": may(.flag), "hidesParts": may(.flag),
    ],
    .orderLine: [
      "order": must(.reference(.order)), "set": may(.reference(.orderSet)),
      "product": must(.reference(.product)),
      "quantity": must(.quantity), "price": must(.price), "discount": may(.ratio),
      "discount2": may(.ratio), "discount3": may(.ratio), "discount4": may(.ratio),
      "discount5": may(.ratio), "vatRate": may(.ratio), "description": may(.text),
      "cost": may(.price), "delivered": may(.day), "deliveredQuantity": may(.quantity),
      "cancelled": may(.quantity),
    ],
    .purchase: [
      "supplier": must(.reference(.supplier)), "number": may(.text), "ordered": may(.day),
      "expected": may(.day), "warehouse": may(.reference(.warehouse)),
    ],
    .purchaseLine: [
      "purchase": must(.reference(.purchase)), "product": must(.reference(.product)),
      "quantity": must(.quantity), "price": may(.price), "expected": may(.day),
    ],
  ]
}
