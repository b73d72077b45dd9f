import Sales

extension Table {
  /// Every table of records, by name: undo, `check`, `copy` and the parity test read it.
  public static let all: [Table] = [
    Setting.table, Company.table, Team.table, Warehouse.table, Salesperson.table,
    SalespersonRole.table, NumberSeries.table, ExternalReference.table, PaymentTerm.table,
    PriceList.table, Customer.table, Contact.table, Site.table, OpenItem.table,
    UnitOfMeasure.table, VatRate.table, Family.table, FamilyFloor.table, Product.table,
    ProductAlias.table, ProductUnit.table, ProductCost.table, ProductPrice.table,
    CommodityIndex.table, IndexReading.table, PriceRule.table, Supplier.table,
    SupplierPrice.table, PurchaseRequest.table, PurchaseRequestNeed.table, PurchaseOrder.table,
    PurchaseLine.table, PurchaseLineRequest.table, Receipt.table, ReceiptLine.table,
    StockLevel.table, StockMove.table, Reservation.table, Pipeline.table, Stage.table,
    StageTrigger.table, LostReason.table, Opportunity.table, OpportunityStay.table,
    OpportunityPostponement.table, Activity.table, Interaction.table, Quote.table,
    QuoteCost.table, QuoteLine.table, QuoteLineCost.table, Approval.table, DocumentFile.table,
    DocumentAttachment.table, SalesOrder.table, SalesOrderCost.table, OrderLine.table,
    OrderLineCost.table, Promise.table, Delivery.table, DeliveryLine.table,
    CustomerProduct.table, CurrencyRate.table, CalendarDay.table, ProductEquivalent.table,
    ApprovalDelegation.table, RebateAgreement.table, RebateTierRow.table, RebateFamily.table,
    RebateProduct.table, RebateSettlement.table, QuoteLineRebate.table,
    SupplierDerogation.table, QuoteLineDerogation.table, DerogationUse.table, StockLayer.table,
    StockValueEntry.table, FloorRule.table, FloorRevision.table, QuoteVerdict.table,
    ProductSet.table, ProductSetLine.table, OrderAcceptance.table,
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The table of this name.
  static func named(_ name: String) -> Table? { byName[name] }

  /// Whether the table only repeats what others say, so that undo may leave a newer row alone.
  var isKeptForReading: Bool { name == CustomerProduct.table.name }
}
