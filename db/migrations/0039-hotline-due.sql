-- Whoever sees many units walks their orders by due day and stops when the page is full.
create index work_orders_due on work_orders (order_on, id) where due_on is not null;
